import { PasswordField } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { FirstRunForm } from "../firstRun/FirstRunForm.tsx";

/** Plain web build, later uses: the passphrase. */
export function UnlockScreen() {
    const { t } = useI18n();
    const { protection } = useApp();
    const state = useStore(protection);
    return (
        <FirstRunForm
            title={t("unlock.title")}
            lead={t("unlock.lead")}
            onSubmit={() => void protection.unlock()}
            submit={{
                text: t("unlock.submit"),
                isBusy: state.isBusy,
                isDisabled: state.passphrase === "",
                testId: "unlock",
            }}
            note={<p className="hint">{t("unlock.forgotten")}</p>}
        >
            <PasswordField
                label={t("protect.passphrase.field")}
                value={state.passphrase}
                onChange={protection.changePassphrase}
                isDisabled={state.isBusy}
                words={{ show: t("signIn.showPassword"), hide: t("signIn.hidePassword") }}
                autoFocus
                testId="passphrase"
            />
            <FailureNotice failure={state.failure} />
        </FirstRunForm>
    );
}
