import type { Engine, SessionSnapshot } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { BrowserSignIn, SignInProvider } from "../signIn/createBrowserSignIn.ts";

export interface ReauthenticateSnapshot extends FormState {
    readonly password: string;
    readonly providers: readonly SignInProvider[];
    readonly waitingAt: SignInProvider | null;
}

export interface ReauthenticateViewModel extends ReadStore<ReauthenticateSnapshot>, Disposable {
    changePassword(password: string): void;
    signIn(): Promise<void>;
    signInAt(provider: SignInProvider): Promise<void>;
    stopWaiting(): void;
}

export interface ReauthenticateParts {
    readonly engine: Engine;
    readonly session: ReadStore<SessionSnapshot | null>;
    readonly browserSignIn: BrowserSignIn;
}

/** After a soft sign-out: the same device goes on, with drafts, keys and outbox. */
export function createReauthenticateViewModel(parts: ReauthenticateParts): ReauthenticateViewModel {
    const { engine, session, browserSignIn } = parts;
    const form = createForm({
        password: "",
        providers: [] as readonly SignInProvider[],
        waitingAt: null as SignInProvider | null,
    });
    const agencyIdNow = () => {
        const now = session.getState();
        return now?.phase === "soft-signed-out" ? now.agency?.id : undefined;
    };
    let asked: string | undefined;
    const look = async () => {
        const agencyId = agencyIdNow();
        if (agencyId === asked) return;
        asked = agencyId;
        const providers = agencyId === undefined ? [] : await browserSignIn.providersOf(agencyId);
        if (agencyId === asked) form.keep({ providers });
    };
    const stop = session.subscribe(() => void look());
    void look();
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        changePassword: (password) => form.change({ password }),
        async signIn() {
            const { password } = form.getState();
            if (password === "") return;
            await form.run(() => engine.commands.reauthenticate({ password }));
            form.keep({ password: "" });
        },
        async signInAt(provider) {
            const agencyId = agencyIdNow();
            if (agencyId === undefined) return;
            form.change({ waitingAt: provider });
            const userId = session.getState()?.userId ?? null;
            await form.run(() => browserSignIn.signInAt(agencyId, provider, userId));
            form.keep({ waitingAt: null });
        },
        stopWaiting: browserSignIn.stop,
        [Symbol.dispose]: stop,
    };
}
