import type { Engine, EngineOutput, SessionSnapshot, Shell } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Toasts } from "../toasts/createToasts.ts";

export interface ProofView {
    /** As the server offers it; null: not known, and then a password is asked for. */
    readonly ways: EngineOutput<"proofWays"> | null;
}

/** How a person shows that it is them: with the password, or at the identity provider in a browser. */
export interface Proof extends ReadStore<ProofView> {
    look(): Promise<void>;
    /** Again, where the browser did not come up. */
    open(): Promise<void>;
    /** The person waits for the browser no longer. */
    stop(): void;
}

/** Sends a browser to the provider whenever the engine waits for it there. */
export function createProof(parts: {
    readonly engine: Engine;
    readonly shell: Pick<Shell, "proveInBrowser">;
    readonly session: ReadStore<SessionSnapshot | null>;
    readonly toasts: Pick<Toasts, "showFailure">;
}): Proof {
    const { engine, shell, session, toasts } = parts;
    const store = createStore<ProofView>(() => ({ ways: null }));
    const stop = () => void engine.commands.stopProof({});
    const addressOf = (snapshot: SessionSnapshot | null) => snapshot?.proofAddress ?? null;
    const open = async () => {
        const address = addressOf(session.getState());
        if (address === null || (await shell.proveInBrowser({ address }))) return;
        stop();
        toasts.showFailure({ kind: "no-browser" });
    };
    session.subscribe((now, before) => {
        if (addressOf(now) !== null && addressOf(now) !== addressOf(before)) void open();
    });
    return {
        ...store,
        async look() {
            store.setState({ ways: null });
            const ways = await engine.commands.proofWays({});
            if (ways.ok) store.setState({ ways: ways.value });
        },
        open,
        stop,
    };
}
