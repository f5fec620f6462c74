import type { ReactNode } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import { Kbd } from "../Button/Button.tsx";

export interface TooltipProps {
    readonly text: string;
    readonly keyHint?: string | undefined;
    /** A button of this package. */
    readonly children: ReactNode;
}

/** Words for a control that shows none: on hover after a moment, on focus at once, gone with Esc (WCAG 1.4.13). */
export function Tooltip({ text, keyHint, children }: TooltipProps) {
    return (
        <TooltipTrigger delay={500} closeDelay={100}>
            {children}
            <AriaTooltip className="tooltip" offset={6} placement="bottom">
                {text}
                {keyHint !== undefined && <Kbd>{keyHint}</Kbd>}
            </AriaTooltip>
        </TooltipTrigger>
    );
}
