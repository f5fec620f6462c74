import type { Clock } from "@valise/base";
import type { Engine, EngineFailure, RoomId } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { SignaturesViewModel } from "../security/createSignaturesViewModel.ts";
import type { CharterWish } from "./planCharter.ts";

interface CharterFields {
    readonly wish: CharterWish;
    /** What the engine says of the wish: whether two officers must sign; null while it is asked. */
    readonly needsRelease: boolean | null;
    /** Why it could not be a charter of this room. */
    readonly trialFailure: EngineFailure | null;
}

export interface CharterViewModel extends ReadStore<CharterFields & FormState>, Disposable {
    change(wish: Partial<CharterWish>, notation: string | null): void;
    /** Signs alone and puts it into force, or signs as the first of two. Answers whether it is in force. */
    sign(notation: string, summary: string): Promise<boolean>;
}

const typingPauseMs = 300;

/** The next charter of one room: what is asked, what that takes, and signing it. */
export function createCharterViewModel(
    parts: { readonly engine: Engine; readonly clock: Clock; readonly deskSignatures: SignaturesViewModel },
    roomId: RoomId,
    wish: CharterWish,
): CharterViewModel {
    const { engine, clock, deskSignatures } = parts;
    const form = createForm<CharterFields>({ wish, needsRelease: null, trialFailure: null });
    let pause: Disposable | undefined;
    let lastTrial = 0;
    const draft = (notation: string) => {
        const { admission, agencies } = form.getState().wish;
        return engine.commands.draftCharter({ roomId, label: notation, agencies: [...agencies], admission });
    };
    const signAlone = async (payload: string, audience: string) => {
        const wanted = { kind: "charter", audience, payload, role: "CHARTER" };
        const signed = await engine.commands.signStatement(wanted);
        if (!signed.ok) return signed;
        const statement = { kind: "charter", payload, by: [signed.value.presentation] };
        return engine.commands.publishStatement({ roomId, statement });
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        change(values, notation) {
            form.change({ wish: { ...form.getState().wish, ...values }, needsRelease: null, trialFailure: null });
            pause?.[Symbol.dispose]();
            lastTrial += 1;
            const number = lastTrial;
            if (notation === null) return;
            pause = clock.after(typingPauseMs, async () => {
                const drafted = await draft(notation);
                if (number !== lastTrial) return;
                form.keep(drafted.ok ? { needsRelease: drafted.value.needsRelease } : { trialFailure: drafted.error });
            });
        },
        async sign(notation, summary) {
            const drafted = await form.run(() => draft(notation));
            if (!drafted.ok) return false;
            const { payload, audience, needsRelease } = drafted.value;
            if (!needsRelease) return (await form.run(() => signAlone(payload, audience))).ok;
            const asked = { id: `charter ${roomId}`, kind: "charter", audience, summary } as const;
            await deskSignatures.begin({ ...asked, payload: undated(payload), role: "CHARTER RELEASE", signers: 2 });
            return false;
        },
        [Symbol.dispose]: () => pause?.[Symbol.dispose](),
    };
}

/** What is asked to be signed carries no time: signing adds it. */
function undated(payload: string): object {
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (byte) =>
        byte.charCodeAt(0),
    );
    const { iat: _iat, ...rest } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return rest;
}
