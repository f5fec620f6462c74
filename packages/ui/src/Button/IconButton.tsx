import type { Ref } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { classNames } from "../classNames.ts";
import { Icon, type IconName } from "../Icon/Icon.tsx";
import { Tooltip } from "../Tooltip/Tooltip.tsx";

export interface IconButtonProps {
    readonly icon: IconName;
    /** What it does, in words: accessible name and tooltip. */
    readonly name: string;
    readonly keyHint?: string | undefined;
    readonly onPress?: (() => void) | undefined;
    readonly isPressed?: boolean | undefined;
    readonly isDisabled?: boolean | undefined;
    /** False where the pointer alone brought it out: Tab then passes it by. */
    readonly isTabStop?: boolean | undefined;
    readonly testId?: string | undefined;
    readonly ref?: Ref<HTMLButtonElement> | undefined;
}

/** A button that shows only an icon and says the rest in a tooltip. */
export function IconButton(props: IconButtonProps) {
    return (
        <Tooltip text={props.name} keyHint={props.keyHint}>
            <AriaButton
                className={classNames("btn", "btn-quiet", "btn-icon")}
                aria-label={props.name}
                {...(props.ref === undefined ? {} : { ref: props.ref })}
                {...(props.onPress === undefined ? {} : { onPress: props.onPress })}
                {...(props.isPressed === undefined ? {} : { "aria-pressed": props.isPressed })}
                isDisabled={props.isDisabled === true}
                excludeFromTabOrder={props.isTabStop === false}
                data-testid={props.testId}
            >
                <Icon name={props.icon} />
            </AriaButton>
        </Tooltip>
    );
}
