import { Button, Dialog, RecoveryCodeField } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { FirstRunForm } from "../firstRun/FirstRunForm.tsx";
import { ProofField, useNeedsPassword } from "../proof/ProofField.tsx";
import { NeverBackedUp } from "../recovery/NeverBackedUp.tsx";

/** A new device of a known account: recovery code, another device, or as the last way out a new identity. */
export function VerifyDeviceScreen() {
    const { t } = useI18n();
    const { verifyDevice, verification } = useApp();
    const state = useStore(verifyDevice);
    return (
        <FirstRunForm
            step="device"
            title={t("verify.title")}
            lead={t("verify.lead")}
            onSubmit={() => void verifyDevice.recover()}
            submit={{
                text: t("verify.submit"),
                isBusy: state.isBusy,
                isDisabled: state.check.kind !== "good",
                testId: "recover",
            }}
            otherButtons={
                <>
                    <Button onPress={() => void verification.startOwn()} testId="verify-by-emoji">
                        {t("verify.emoji")}
                    </Button>
                    <Button variant="quiet" onPress={verifyDevice.openReset} testId="reset-identity">
                        {t("verify.lost")}
                    </Button>
                </>
            }
            note={<p className="hint">{t("verify.emoji.detail")}</p>}
            dialog={<ResetDialog />}
        >
            <CodeField />
            <NeverBackedUp />
            {!state.isResetOpen && <FailureNotice failure={state.failure} />}
        </FirstRunForm>
    );
}

function CodeField() {
    const { t, formats } = useI18n();
    const { verifyDevice, session } = useApp();
    const state = useStore(verifyDevice);
    const info = useSelect(session, (snapshot) => snapshot?.recoveryInfo ?? null);
    const known =
        info === null
            ? t("verify.hint")
            : t("verify.hint.numbered", { number: String(info.number), date: formats.date(info.madeAtMs) });
    return (
        <RecoveryCodeField
            value={state.typed}
            onChange={verifyDevice.changeTyped}
            check={state.check}
            isDisabled={state.isBusy}
            autoFocus
            words={{
                label: t("verify.label"),
                hint: known,
                placeholder: t("verify.placeholder"),
                good: t("verify.good"),
                typedOf: (count) => t("verify.typed", { count }),
                wrongCharacter: (character) => t("verify.wrongCharacter", { character }),
                checkFailed: t("verify.checkFailed"),
                refused: t("verify.refused"),
            }}
        />
    );
}

function ResetDialog() {
    const { t } = useI18n();
    const { verifyDevice } = useApp();
    const state = useStore(verifyDevice);
    const needsPassword = useNeedsPassword();
    return (
        <Dialog
            title={t("verify.lost.title")}
            isOpen={state.isResetOpen}
            onClose={verifyDevice.closeReset}
            closeName={t("common.close")}
            role="alertdialog"
            isDismissable={false}
            footer={
                <>
                    <Button onPress={verifyDevice.closeReset}>{t("common.cancel")}</Button>
                    <Button
                        variant="danger"
                        isBusy={state.isBusy}
                        isDisabled={needsPassword && state.password === ""}
                        onPress={() => void verifyDevice.resetIdentity(!needsPassword)}
                        testId="reset-identity-confirm"
                    >
                        {t("verify.lost.submit")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                <p>{t("verify.lost.text")}</p>
                <ProofField
                    password={state.password}
                    onChange={verifyDevice.changePassword}
                    isBusy={state.isBusy}
                    onProvider={() => void verifyDevice.resetIdentity(true)}
                    testId="reset-password"
                />
                <FailureNotice failure={state.failure} />
            </div>
        </Dialog>
    );
}
