import { Checkbox, InlineNotice, PasswordField, RadioCards } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { FirstRunForm } from "../firstRun/FirstRunForm.tsx";

/** Plain web build, first use: a passphrase, or the browser keeps the key after consent. */
export function ProtectScreen() {
    const { t } = useI18n();
    const { protection } = useApp();
    const state = useStore(protection);
    return (
        <FirstRunForm
            title={t("protect.title")}
            lead={t("protect.lead")}
            onSubmit={() => void protection.protect()}
            submit={{
                text: t("common.continue"),
                isBusy: state.isBusy,
                isDisabled: state.kind === "browser" && !state.hasConsent,
                testId: "protect",
            }}
        >
            <InlineNotice tone="warn" title={t("protect.evaluation.title")}>
                {t("protect.evaluation")}
            </InlineNotice>
            <RadioCards
                name={t("protect.group")}
                selectedId={state.kind}
                onSelect={(id) => protection.chooseKind(id === "browser" ? "browser" : "passphrase")}
                autoFocus
                testId="protection-option"
                cards={[
                    { id: "passphrase", title: t("protect.passphrase"), detail: t("protect.passphrase.detail") },
                    { id: "browser", title: t("protect.browser"), detail: t("protect.browser.detail") },
                ]}
            />
            {state.kind === "passphrase" ? <PassphraseFields /> : null}
            {state.kind === "browser" ? (
                <Checkbox
                    text={t("protect.consent")}
                    isOn={state.hasConsent}
                    onChange={protection.changeConsent}
                    testId="consent"
                />
            ) : null}
            <FailureNotice failure={state.failure} />
        </FirstRunForm>
    );
}

function PassphraseFields() {
    const { t } = useI18n();
    const { protection } = useApp();
    const state = useStore(protection);
    const words = { show: t("signIn.showPassword"), hide: t("signIn.hidePassword") };
    return (
        <>
            <PasswordField
                label={t("protect.passphrase.field")}
                hint={t("protect.passphrase.hint")}
                value={state.passphrase}
                onChange={protection.changePassphrase}
                error={state.problem === "short" ? t("protect.short") : undefined}
                autoComplete="new-password"
                words={words}
                testId="passphrase"
            />
            <PasswordField
                label={t("protect.passphrase.repeat")}
                value={state.repeated}
                onChange={protection.changeRepeated}
                error={state.problem === "mismatch" ? t("protect.mismatch") : undefined}
                autoComplete="new-password"
                words={words}
                testId="passphrase-repeat"
            />
        </>
    );
}
