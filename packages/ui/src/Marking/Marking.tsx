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
    /** One's own handling line, which stands beside a foreign marking and never in its place. */
    readonly handlingText?: string | undefined;
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

export interface MarkingBannerProps {
    readonly label: LabelSnapshot;
    readonly name: string;
    /** The one below what the label covers: said once, so hidden from assistive technology. */
    readonly isEnd?: boolean | undefined;
}

/** The band across everything a label covers. It holds the marking and one's own handling line, and is never cut. */
export function MarkingBanner({ label, name, isEnd = false }: MarkingBannerProps) {
    return (
        <section
            className={classNames("banner", isEnd && "banner-end")}
            {...(isEnd ? { "aria-hidden": true } : { "aria-label": name })}
            style={markingColors(label)}
            data-testid={isEnd ? "marking-banner-end" : "marking-banner"}
            data-level={label.level}
        >
            <span>{label.text}</span>
            {label.handlingText !== undefined && <span className="banner-handling">{label.handlingText}</span>}
        </section>
    );
}

/** A foreign marking as its originator wrote it, and one's own handling line beside it. */
export function ForeignMarking({ label, handle }: { readonly label: LabelSnapshot; readonly handle: string }) {
    return (
        <span className="foreign-marking">
            <LabelBadge label={label} full />
            {label.handlingText !== undefined && (
                <span className="small ink2">
                    {handle} <b>{label.handlingText}</b>
                </span>
            )}
        </span>
    );
}

export interface PortionProps {
    readonly text: string;
    readonly label?: LabelSnapshot | undefined;
}

/** The portion mark before a message's first word: `(DR)`. */
export function Portion({ text, label }: PortionProps) {
    return (
        <span
            className="portion"
            title={label?.text}
            data-testid={label === undefined ? undefined : "label-badge"}
            data-level={label?.level}
        >
            {text}
        </span>
    );
}

/** Across every screen of an exercise: the word between hatched fields, which carry no text themselves. */
export function ExerciseRibbon({ text }: { readonly text: string }) {
    return (
        <section className="ribbon" aria-label={text} data-testid="exercise-ribbon">
            <span>{text}</span>
        </section>
    );
}
