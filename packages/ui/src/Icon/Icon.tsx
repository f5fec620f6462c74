import { type IconName, iconPaths } from "./iconPaths.ts";

export type { IconName } from "./iconPaths.ts";

export interface IconProps {
    readonly name: IconName;
    readonly size?: "s" | "m" | "l" | "xl";
}

/** A decorative drawing; the words beside it carry the meaning. */
export function Icon({ name, size = "m" }: IconProps) {
    return (
        <svg className={size === "m" ? "i" : `i i-${size}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={iconPaths[name]} strokeWidth={name === "dots" ? 2.2 : undefined} />
        </svg>
    );
}
