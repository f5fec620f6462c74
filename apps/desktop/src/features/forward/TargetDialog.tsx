import type { MarkingSnapshot } from "@valise/bridge";
import { Button, Dialog, InlineNotice } from "@valise/ui";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";

export interface TargetDialogProps {
    readonly kind: "forward" | "elsewhere";
    /** Of the message. */
    readonly marking: MarkingSnapshot | null;
    readonly isReady: boolean;
    readonly isBusy?: boolean;
    readonly onSubmit: () => void;
    readonly onClose: () => void;
    readonly testId: string;
    readonly children: ReactNode;
}

const wordsOf = {
    forward: { title: "forward.title", plain: "forward.plain", text: "forward.text", submit: "forward.submit" },
    elsewhere: {
        title: "elsewhere.title",
        plain: "elsewhere.plain",
        text: "elsewhere.text",
        submit: "elsewhere.submit",
    },
} as const;

/** Asks in which room a message, or an answer to it, is to stand, and says what goes along. */
export function TargetDialog(props: TargetDialogProps) {
    const { kind, marking, isReady, isBusy = false, onSubmit, onClose, testId, children } = props;
    const { t } = useI18n();
    const words = wordsOf[kind];
    return (
        <Dialog
            title={t(words.title)}
            isOpen
            onClose={onClose}
            closeName={t("common.close")}
            testId={testId}
            footer={
                <>
                    <Button onPress={onClose}>{t("common.cancel")}</Button>
                    <Button
                        variant="primary"
                        isBusy={isBusy}
                        isDisabled={!isReady}
                        onPress={onSubmit}
                        testId={`${testId}-submit`}
                    >
                        {t(words.submit)}
                    </Button>
                </>
            }
        >
            <div className="stack">
                {marking === null ? (
                    <InlineNotice>{t(words.plain)}</InlineNotice>
                ) : (
                    <p className="small ink2">{t(words.text, { text: marking.text })}</p>
                )}
                {children}
            </div>
        </Dialog>
    );
}
