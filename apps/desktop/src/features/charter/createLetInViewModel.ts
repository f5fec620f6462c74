import type { Engine, RoomId, UserId } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { SignaturesViewModel } from "../security/createSignaturesViewModel.ts";

/** How long somebody may be let in; a day is the most that is ever signed. */
export const letInHours = [1, 4, 12, 24] as const;

interface LetInFields {
    /** Somebody of the room who does not read; empty: the address of another. */
    readonly userId: string;
    readonly address: string;
    readonly reason: string;
    readonly hours: (typeof letInHours)[number];
}

export interface LetInViewModel extends ReadStore<LetInFields & FormState> {
    change(fields: Partial<LetInFields>): void;
    /** Whom it would be for; null while it is not said. */
    chosen(): UserId | null;
    /** Signs as the first of two; the second does so from the file. */
    sign(summary: (userId: UserId) => string): Promise<void>;
}

const address = /^@[^:\s]{1,200}:[A-Za-z0-9.:[\]-]{1,230}$/;

/** Break-glass: who, why and how long. */
export function createLetInViewModel(
    { engine, deskSignatures }: { readonly engine: Engine; readonly deskSignatures: SignaturesViewModel },
    roomId: RoomId,
    first: string,
): LetInViewModel {
    const form = createForm<LetInFields>({ userId: first, address: "", reason: "", hours: 4 });
    const chosen = () => {
        const { userId, address: typed } = form.getState();
        const said = userId === "" ? typed.trim() : userId;
        return address.test(said) ? (said as UserId) : null;
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        change: form.change,
        chosen,
        async sign(summary) {
            const userId = chosen();
            const reason = form.getState().reason.trim();
            if (userId === null || reason === "") return;
            const { hours } = form.getState();
            const drafted = await form.run(() => engine.commands.draftBreakGlass({ roomId, userId, reason, hours }));
            if (!drafted.ok) return;
            const { payload } = drafted.value;
            const asked = { kind: "break-glass", audience: roomId, role: "GLASS", signers: 2 } as const;
            const id = `break-glass ${payload.sub} ${payload.exp}`;
            await deskSignatures.begin({ ...asked, id, payload, summary: summary(userId).slice(0, 1000) });
        },
    };
}
