import { Button, Dialog } from "@valise/ui";
import type { ReactNode } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useCtrlEnter } from "../crisis/useCtrlEnter.ts";

export interface SigningDialogProps {
    readonly title: string;
    /** Of the button that signs. */
    readonly submit: string;
    readonly isDanger?: boolean;
    readonly isReady: boolean;
    readonly isBusy: boolean;
    readonly onSign: () => void;
    readonly testId: string;
    readonly children: ReactNode;
}

/** What an officer signs about a room, by Ctrl Enter too; beside it the way to what others ask to have signed. */
export function SigningDialog(props: SigningDialogProps) {
    const { title, submit, isDanger = false, isReady, isBusy, onSign, testId, children } = props;
    const { t } = useI18n();
    const { navigation, deskSignatures } = useApp();
    const sign = () => {
        if (isReady && !isBusy) onSign();
    };
    useCtrlEnter(sign);
    return (
        <Dialog
            title={title}
            isOpen
            onClose={navigation.closeDialog}
            closeName={t("common.close")}
            size="l"
            testId={testId}
            footer={
                <>
                    <Button variant="link" onPress={deskSignatures.show} testId={`${testId}-others`}>
                        {t("charter.others")}
                    </Button>
                    <Button onPress={navigation.closeDialog}>{t("common.cancel")}</Button>
                    <Button
                        variant={isDanger ? "danger" : "primary"}
                        icon="key"
                        keyHint={t("keys.ctrlEnter")}
                        isBusy={isBusy}
                        isDisabled={!isReady}
                        onPress={sign}
                        testId={`${testId}-sign`}
                    >
                        {submit}
                    </Button>
                </>
            }
        >
            {children}
        </Dialog>
    );
}
