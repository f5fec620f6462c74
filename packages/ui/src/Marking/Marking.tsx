import type { CSSProperties } from "react";
import { classNames } from "../classNames.ts";

/** A marking as its policy prints it. Colours come from the signed policy and are the same in both themes. */
export interface LabelSnapshot {
    /** Machine-readable level, such as `FR/DR`. */
    readonly level: string;
    /** Full marking text, starting with the policy: `FR · DIFFUSION RESTREINTE`. Never translated here. */
    readonly text: string;
    /** Short form for rows: `FR DR`. */
    readonly shortText: string;
    /** `#rrggbb` */
    readonly fieldColor: string;
    /** `#rrggbb`; at least 4.5:1 on the field, computed by the policy's loader. */
    readonly inkColor: string;
}

function markingColors(label: LabelSnapshot): CSSProperties {
    return { "--f": label.fieldColor, "--k": label.inkColor } as CSSProperties;
}

/** Swatch and short words; `full` is filled with the policy's colour, for where the label decides what to do next. */
export function LabelBadge({ label, full = false }: { readonly label: LabelSnapshot; readonly full?: boolean }) {
    return (
        <span
            className={classNames("label", full && "label-full")}
            style={markingColors(label)}
            data-testid="label-badge"
            data-level={label.level}
            title={label.text}
        >
            {full ? label.text : label.shortText}
        </span>
    );
}

/** The band across everything a label covers. It holds the marking and nothing else, and is never cut. */
export function MarkingBanner({ label, name }: { readonly label: LabelSnapshot; readonly name: string }) {
    return (
        <div className="banner" role="note" aria-label={name} style={markingColors(label)} data-level={label.level}>
            {label.text}
        </div>
    );
}

/** The portion mark before a message's first word: `(DR)`. */
export function Portion({ text }: { readonly text: string }) {
    return <span className="portion">{text}</span>;
}
