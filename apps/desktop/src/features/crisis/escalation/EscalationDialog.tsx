import { TextArea } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { createForm } from "../../../stores/createForm.ts";
import { useSelect, useStore } from "../../../stores/useStore.ts";
import { FailureNotice } from "../../failure/FailureNotice.tsx";
import { CtrlEnterDialog } from "../CtrlEnterDialog.tsx";
import { titleOf } from "../toBroadcast.ts";

export interface EscalationDialogProps {
    readonly broadcastKey: string;
    /** The step that is left out; null: the whole plan is held. */
    readonly step: number | null;
}

/** Holds a plan, or leaves a step out: never without a reason, which the whole cell reads. */
export function EscalationDialog({ broadcastKey, step }: EscalationDialogProps) {
    const { t, language } = useI18n();
    const { engine, crisis, navigation } = useApp();
    const row = useSelect(crisis, (snapshot) => snapshot?.rows.find(({ key }) => key === broadcastKey));
    const [form] = useState(() => createForm({ reason: "" }));
    const { reason, isBusy, failure } = useStore(form);
    const submit = async () => {
        const why = reason.trim();
        if (row === undefined || why === "") return;
        const { senderId, broadcastId } = row;
        const broadcast = { senderId, broadcastId };
        const result = await form.run(() =>
            step === null
                ? engine.commands.pauseEscalation({ broadcast, paused: true, reason: why })
                : engine.commands.skipEscalationStep({ broadcast, step, reason: why }),
        );
        if (result.ok) navigation.closeDialog();
    };
    if (row === undefined) return null;
    const kind = step === null ? "hold" : "skip";
    return (
        <CtrlEnterDialog
            title={t(`escalation.${kind}.title`)}
            testId="escalation-form"
            onSubmit={() => void submit()}
            submit={{
                text: t(`escalation.${kind}.submit`),
                isBusy,
                isDisabled: reason.trim() === "",
                testId: "escalation-submit",
            }}
        >
            <div className="stack">
                <p>
                    <b className="foreign">{titleOf(row, language)}</b>
                </p>
                <p className="ink2">{t(`escalation.${kind}.text`)}</p>
                <TextArea
                    label={t("escalation.reason")}
                    value={reason}
                    maxLength={300}
                    onChange={(value) => form.change({ reason: value })}
                    testId="escalation-reason"
                />
                <FailureNotice failure={failure} />
            </div>
        </CtrlEnterDialog>
    );
}
