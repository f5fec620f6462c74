import type { EventId, RoomId } from "@valise/bridge";
import { Button, InlineNotice, TextArea } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { createForm } from "../../stores/createForm.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";

export interface ReportSpillProps {
    readonly roomId: RoomId;
    readonly eventId: EventId;
    readonly label: string | null;
}

/** Tells one's security officers that a message should not have gone there, with who could read it; never its words. */
export function ReportSpill({ roomId, eventId, label }: ReportSpillProps) {
    const { t } = useI18n();
    const { engine } = useApp();
    const [form] = useState(() => createForm({ note: "", isDone: false }));
    const { note, isDone, isBusy, failure } = useStore(form);
    const report = async () => {
        const said = await form.run(() => engine.commands.reportSpill({ roomId, eventId, label, note: note.trim() }));
        if (said.ok) form.change({ isDone: true });
    };
    if (isDone) {
        return (
            <InlineNotice tone="ok" role="status" testId="spill-reported">
                {t("spill.reported")}
            </InlineNotice>
        );
    }
    return (
        <div className="stack-tight">
            <TextArea
                label={t("spill.report.note")}
                value={note}
                maxLength={1000}
                onChange={(text) => form.change({ note: text })}
                testId="spill-note"
            />
            <div className="row">
                <Button icon="shield" isBusy={isBusy} onPress={() => void report()} testId="spill-report">
                    {t("spill.report")}
                </Button>
            </div>
            <FailureNotice failure={failure} />
        </div>
    );
}
