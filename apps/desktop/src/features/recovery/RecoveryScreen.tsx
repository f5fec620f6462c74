import { RecoveryCodeCard, RecoveryConfirmField } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { FirstRunForm } from "../firstRun/FirstRunForm.tsx";
import { NeverBackedUp } from "./NeverBackedUp.tsx";
import { recoveryCodeWords } from "./recoveryCodeWords.ts";

/** The new recovery code, and one group of it typed back before the rooms open. */
export function RecoveryScreen() {
    const translator = useI18n();
    const { t } = translator;
    const { recovery, session } = useApp();
    const state = useStore(recovery);
    const code = useSelect(session, (snapshot) => snapshot?.recoveryCode ?? null);
    if (code === null) return null;
    return (
        <FirstRunForm
            step="recovery"
            title={t("recovery.title")}
            lead={t("recovery.lead")}
            onSubmit={() => void recovery.open()}
            submit={{
                text: t("recovery.open"),
                isBusy: state.isBusy,
                isDisabled: state.isMatch !== true,
                testId: "open-valise",
            }}
        >
            <RecoveryCodeCard
                code={{ groups: code.groups, number: code.number, createdAtMs: code.madeAtMs }}
                onPrint={() => window.print()}
                onSave={() => void recovery.save()}
                words={recoveryCodeWords(translator)}
            />
            <NeverBackedUp />
            <RecoveryConfirmField
                value={state.typed}
                onChange={recovery.changeTyped}
                isMatch={state.isMatch}
                words={{
                    label: t("recovery.confirm"),
                    hint: t("recovery.hint", { number: String(code.number), next: String(code.number + 1) }),
                    match: t("recovery.match", { number: String(code.number) }),
                    mismatch: t("recovery.mismatch"),
                }}
            />
            <FailureNotice failure={state.failure} />
        </FirstRunForm>
    );
}
