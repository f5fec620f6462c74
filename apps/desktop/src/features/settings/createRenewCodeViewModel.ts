import type { Engine, Shell } from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export interface RenewCodeViewModel extends ReadStore<FormState> {
    renew(): Promise<void>;
    kept(): Promise<void>;
}

/** Makes the next numbered recovery code, after a confirmation outside the page. */
export function createRenewCodeViewModel(engine: Engine, shell: Shell, i18n: I18n): RenewCodeViewModel {
    const form = createForm({});
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        async renew() {
            const { language } = i18n.getState();
            if (!(await shell.confirmSensitive({ action: "renew-recovery-code", language }))) return;
            await form.run(() => engine.commands.renewRecoveryCode({}));
        },
        async kept() {
            await form.run(() => engine.commands.recoverySaved({}));
        },
    };
}
