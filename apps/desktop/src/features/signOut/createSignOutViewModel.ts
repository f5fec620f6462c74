import type { Engine, Shell } from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { PreferenceStore } from "../../stores/preferences.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export interface SignOutSnapshot extends FormState {
    readonly isAsked: boolean;
}

export interface SignOutViewModel extends ReadStore<SignOutSnapshot> {
    ask(): void;
    close(): void;
    signOut(): Promise<void>;
}

export interface SignOutParts {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly i18n: I18n;
    readonly preferences: PreferenceStore;
    /** Starts the app anew: nothing of the session that ended stays in memory. */
    readonly reload: () => void;
}

/** Says what signing out means, confirms it outside the page, then wipes this device. */
export function createSignOutViewModel(parts: SignOutParts): SignOutViewModel {
    const { engine, shell, i18n, preferences, reload } = parts;
    const form = createForm({ isAsked: false });
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        ask: () => form.change({ isAsked: true }),
        close: () => form.change({ isAsked: false }),
        async signOut() {
            const { language } = i18n.getState();
            if (!(await shell.confirmSensitive({ action: "sign-out", language }))) return;
            const result = await form.run(() => engine.commands.signOut({}));
            if (!result.ok) return;
            preferences.change({ webProtection: null });
            reload();
        },
    };
}
