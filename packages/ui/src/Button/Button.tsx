import type { ReactNode, Ref } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { classNames } from "../classNames.ts";
import { Icon, type IconName } from "../Icon/Icon.tsx";

export type ButtonVariant = "default" | "primary" | "danger" | "alarm" | "quiet" | "link";

export interface ButtonProps {
    readonly children: ReactNode;
    readonly onPress?: (() => void) | undefined;
    /** One primary button per view. */
    readonly variant?: ButtonVariant | undefined;
    readonly size?: "s" | "m" | "big" | undefined;
    readonly icon?: IconName | undefined;
    /** The key that does the same, printed in the button. */
    readonly keyHint?: string | undefined;
    /** For a toggle: whether it is on. */
    readonly isPressed?: boolean | undefined;
    readonly isDisabled?: boolean | undefined;
    /** Work is under way: the button keeps its place and its words, and does nothing more. */
    readonly isBusy?: boolean | undefined;
    readonly type?: "button" | "submit" | undefined;
    readonly accessibleName?: string | undefined;
    readonly describedBy?: string | undefined;
    readonly testId?: string | undefined;
    readonly ref?: Ref<HTMLButtonElement> | undefined;
}

/** The one way to act. Inside a `MenuTrigger` or `Tooltip` it becomes their trigger. */
export function Button(props: ButtonProps) {
    const { variant = "default", size = "m", type = "button" } = props;
    return (
        <AriaButton
            className={classNames(
                "btn",
                variant !== "default" && `btn-${variant}`,
                size !== "m" && `btn-${size}`,
                props.isBusy && "is-busy",
            )}
            type={type}
            {...(props.ref === undefined ? {} : { ref: props.ref })}
            {...(props.onPress === undefined ? {} : { onPress: props.onPress })}
            {...(props.isPressed === undefined ? {} : { "aria-pressed": props.isPressed })}
            {...(props.accessibleName === undefined ? {} : { "aria-label": props.accessibleName })}
            {...(props.describedBy === undefined ? {} : { "aria-describedby": props.describedBy })}
            isDisabled={props.isDisabled === true || props.isBusy === true}
            data-testid={props.testId}
            data-busy={props.isBusy || undefined}
        >
            {props.icon !== undefined && <Icon name={props.icon} size={size === "s" ? "s" : "m"} />}
            {props.children}
            {props.keyHint !== undefined && <Kbd>{props.keyHint}</Kbd>}
        </AriaButton>
    );
}

/** A key cap. Hidden from assistive technology, which is told of keys by `aria-keyshortcuts` or in the key help. */
export function Kbd({ children }: { readonly children: string }) {
    return (
        <span className="kbd" aria-hidden="true">
            {children}
        </span>
    );
}
