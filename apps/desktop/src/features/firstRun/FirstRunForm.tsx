import { Button } from "@valise/ui";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { FirstRunFrame, type FirstRunFrameProps } from "./FirstRunFrame.tsx";

export interface FirstRunFormProps extends FirstRunFrameProps {
    /** Enter, or the one large button. */
    readonly onSubmit: () => void;
    readonly submit: {
        readonly text: string;
        readonly isBusy?: boolean;
        readonly isDisabled?: boolean;
        readonly testId: string;
    };
    /** Other ways on, beside the large button. */
    readonly otherButtons?: ReactNode;
    /** Below the buttons. */
    readonly note?: ReactNode;
    /** Outside the form. */
    readonly dialog?: ReactNode;
}

/** A screen before the rooms whose one task is a form. */
export function FirstRunForm({ children, onSubmit, submit, otherButtons, note, dialog, ...frame }: FirstRunFormProps) {
    const { t } = useI18n();
    return (
        <FirstRunFrame {...frame}>
            <form
                className="stack"
                onSubmit={(event) => {
                    event.preventDefault();
                    onSubmit();
                }}
            >
                {children}
                <div className="actions">
                    <Button type="submit" variant="primary" size="big" keyHint={t("keys.enter")} {...submit}>
                        {submit.text}
                    </Button>
                    {otherButtons}
                </div>
                {note}
            </form>
            {dialog}
        </FirstRunFrame>
    );
}
