import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { IconButton } from "../Button/IconButton.tsx";
import { classNames } from "../classNames.ts";

export interface DialogProps {
    readonly title: string;
    readonly isOpen: boolean;
    /** Esc, the cross, or (where `isDismissable`) a press outside. Nothing is done or sent. */
    readonly onClose: () => void;
    readonly closeName: string;
    readonly children: ReactNode;
    /** The buttons, the primary one last. */
    readonly footer?: ReactNode;
    readonly size?: "s" | "m" | "l" | undefined;
    /** `alertdialog` interrupts: for what cannot be undone. */
    readonly role?: "dialog" | "alertdialog" | undefined;
    readonly isDismissable?: boolean | undefined;
    readonly testId?: string | undefined;
}

/** A question or a task that must be finished or left first: focus stays inside and returns to where it came from. */
export function Dialog(props: DialogProps) {
    return (
        <ModalOverlay
            className="scrim"
            isOpen={props.isOpen}
            onOpenChange={(isOpen) => !isOpen && props.onClose()}
            isDismissable={props.isDismissable ?? true}
        >
            <Modal className={classNames("dialog-frame", `dialog-${props.size ?? "m"}`)}>
                <AriaDialog className="dialog" role={props.role ?? "dialog"} data-testid={props.testId}>
                    <header className="dialog-head">
                        <Heading slot="title" level={2} className="grow">
                            {props.title}
                        </Heading>
                        <IconButton icon="x" name={props.closeName} keyHint="Esc" onPress={props.onClose} />
                    </header>
                    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
                    <div className="dialog-body" tabIndex={0}>
                        {props.children}
                    </div>
                    {props.footer !== undefined && <footer className="dialog-foot">{props.footer}</footer>}
                </AriaDialog>
            </Modal>
        </ModalOverlay>
    );
}
