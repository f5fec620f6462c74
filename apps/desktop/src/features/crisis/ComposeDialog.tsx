import { Button, Dialog } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { wishOf } from "./broadcastDraft.ts";
import { AudienceFields, MainFields, QuestionFields, TextFields } from "./ComposeFields.tsx";
import { ComposePreview } from "./ComposePreview.tsx";
import { maySend } from "./createComposeViewModel.ts";
import { useCtrlEnter } from "./useCtrlEnter.ts";

/** A broadcast: how urgent, to whom, what, what is asked; beside it who will not read it. Ctrl Enter sends, Esc does not. */
export function ComposeDialog() {
    const { t } = useI18n();
    const { compose, navigation } = useApp();
    const form = useStore(compose);
    const mayGo = maySend(form);
    const wish = wishOf(form);
    useCtrlEnter(() => void compose.send());
    return (
        <Dialog
            title={t(form.supersedes === null ? "broadcast.title" : "broadcast.title.update")}
            isOpen
            onClose={navigation.closeDialog}
            closeName={t("common.close")}
            isDismissable={false}
            size="l"
            testId="broadcast-form"
            footer={
                <>
                    <span className="grow small ink2" role="status">
                        {typeof wish === "string" ? t(`broadcast.missing.${wish}`) : t("broadcast.note")}
                    </span>
                    <Button onPress={navigation.closeDialog}>{t("common.cancel")}</Button>
                    <Button
                        variant={form.precedence === "FLASH" && form.status === "actual" ? "alarm" : "primary"}
                        keyHint={t("keys.ctrlEnter")}
                        isBusy={form.isBusy}
                        isDisabled={!mayGo}
                        onPress={() => void compose.send()}
                        testId="broadcast-send"
                    >
                        {t("broadcast.send", { precedence: form.precedence })}
                    </Button>
                </>
            }
        >
            <div className="compose-columns">
                <div className="stack">
                    <MainFields />
                    <TextFields />
                    <QuestionFields />
                    <AudienceFields />
                </div>
                <div className="stack">
                    <ComposePreview />
                    <FailureNotice failure={form.failure ?? form.previewFailure} />
                </div>
            </div>
        </Dialog>
    );
}
