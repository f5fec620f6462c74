import type { ReactNode } from "react";
import { Button } from "../Button/Button.tsx";
import { Icon } from "../Icon/Icon.tsx";

export interface ComposerCheckProps {
    /** "2 people will not read what you send now" */
    readonly title: string;
    /** `ReaderRow`s: who, why, and a code. */
    readonly children: ReactNode;
    /** "Go on without them" */
    readonly confirm: string;
    readonly confirmKey: string;
    readonly onConfirm: () => void;
    readonly isBusy?: boolean | undefined;
    readonly testId?: string | undefined;
}

/** Named before something is sent that they will not read: asked once per change, one key confirms. */
export function ComposerCheck(props: ComposerCheckProps) {
    return (
        <section className="composer-check" role="status" data-testid={props.testId}>
            <p className="composer-check-title">
                <Icon name="warning" size="s" />
                <b>{props.title}</b>
            </p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <ul className="composer-check-list" tabIndex={0}>
                {props.children}
            </ul>
            <div className="row">
                <Button
                    size="s"
                    keyHint={props.confirmKey}
                    isBusy={props.isBusy}
                    onPress={props.onConfirm}
                    testId="composer-confirm"
                >
                    {props.confirm}
                </Button>
            </div>
        </section>
    );
}
