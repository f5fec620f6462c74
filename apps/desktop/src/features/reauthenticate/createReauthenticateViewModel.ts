import type { Engine } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export interface ReauthenticateSnapshot extends FormState {
    readonly password: string;
}

export interface ReauthenticateViewModel extends ReadStore<ReauthenticateSnapshot> {
    changePassword(password: string): void;
    signIn(): Promise<void>;
}

/** After a soft sign-out: the same device goes on, with drafts, keys and outbox. */
export function createReauthenticateViewModel(engine: Engine): ReauthenticateViewModel {
    const form = createForm({ password: "" });
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
    };
}
