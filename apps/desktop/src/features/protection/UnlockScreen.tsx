import { Button, PasswordField } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { FirstRunFrame } from "../firstRun/FirstRunFrame.tsx";

/** Plain web build, later uses: the passphrase. */
export function UnlockScreen() {
    const { t } = useI18n();
    const { protection } = useApp();
    const state = useStore(protection);
    return (
        <FirstRunFrame title={t("unlock.title")} lead={t("unlock.lead")}>
            <form
                className="stack"
                onSubmit={(event) => {
                    event.preventDefault();
                    void protection.unlock();
                }}
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
                <div className="actions">
                    <Button
                        type="submit"
                        variant="primary"
                        size="big"
                        keyHint="Enter"
                        isBusy={state.isBusy}
                        isDisabled={state.passphrase === ""}
                        testId="unlock"
                    >
                        {t("unlock.submit")}
                    </Button>
                </div>
                <p className="hint">{t("unlock.forgotten")}</p>
            </form>
        </FirstRunFrame>
    );
}
