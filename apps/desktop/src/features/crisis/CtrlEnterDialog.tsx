import { Button, type ButtonProps, Dialog, type DialogProps } from "@valise/ui";
import type { ReactNode } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useCtrlEnter } from "./useCtrlEnter.ts";

export interface CtrlEnterDialogProps
    extends Required<Pick<DialogProps, "title" | "testId" | "children">>,
        Pick<DialogProps, "size" | "isDismissable"> {
    readonly onSubmit: () => void;
    readonly submit: Pick<ButtonProps, "variant" | "size" | "isBusy" | "isDisabled" | "testId"> & {
        readonly text: string;
    };
    /** Beside the buttons. */
    readonly note?: ReactNode;
}

/** The dialog that is open: Ctrl Enter or its button does it, Esc does not. */
export function CtrlEnterDialog({ onSubmit, submit, note, children, ...dialog }: CtrlEnterDialogProps) {
    const { t } = useI18n();
    const { navigation } = useApp();
    useCtrlEnter(onSubmit);
    const { text, ...button } = submit;
    return (
        <Dialog
            {...dialog}
            isOpen
            onClose={navigation.closeDialog}
            closeName={t("common.close")}
            footer={
                <>
                    {note}
                    <Button onPress={navigation.closeDialog}>{t("common.cancel")}</Button>
                    <Button variant="primary" {...button} keyHint={t("keys.ctrlEnter")} onPress={onSubmit}>
                        {text}
                    </Button>
                </>
            }
        >
            {children}
        </Dialog>
    );
}
