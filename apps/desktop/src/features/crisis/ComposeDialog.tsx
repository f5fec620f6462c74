import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { AttachmentFields } from "./AttachmentFields.tsx";
import { wishOf } from "./broadcastDraft.ts";
import { AudienceFields, MainFields, QuestionFields, TextFields } from "./ComposeFields.tsx";
import { ComposePreview } from "./ComposePreview.tsx";
import { CtrlEnterDialog } from "./CtrlEnterDialog.tsx";
import { maySend } from "./createComposeViewModel.ts";
import { PlanFields } from "./escalation/PlanFields.tsx";

/** A broadcast: how urgent, to whom, what, what is asked; beside it who will not read it. Ctrl Enter sends, Esc does not. */
export function ComposeDialog() {
    const { t } = useI18n();
    const { compose } = useApp();
    const form = useStore(compose);
    const mayGo = maySend(form);
    const wish = wishOf(form);
    return (
        <CtrlEnterDialog
            title={t(form.supersedes === null ? "broadcast.title" : "broadcast.title.update")}
            isDismissable={false}
            size="l"
            testId="broadcast-form"
            onSubmit={() => void compose.send()}
            submit={{
                text: t("broadcast.send", { precedence: form.precedence }),
                variant: form.precedence === "FLASH" && form.status === "actual" ? "alarm" : "primary",
                isBusy: form.isBusy,
                isDisabled: !mayGo,
                testId: "broadcast-send",
            }}
            note={
                <span className="grow small ink2" role="status">
                    {typeof wish === "string" ? t(`broadcast.missing.${wish}`) : t("broadcast.note")}
                </span>
            }
        >
            <div className="compose-columns">
                <div className="stack">
                    <MainFields />
                    <TextFields />
                    <QuestionFields />
                    <PlanFields />
                    <AudienceFields />
                    <AttachmentFields />
                </div>
                <div className="stack">
                    <ComposePreview />
                    <FailureNotice failure={form.failure ?? form.previewFailure} />
                </div>
            </div>
        </CtrlEnterDialog>
    );
}
