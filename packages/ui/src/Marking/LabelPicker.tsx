import { useId, useState } from "react";
import { Button } from "../Button/Button.tsx";
import { classNames } from "../classNames.ts";
import { Icon } from "../Icon/Icon.tsx";
import { LabelBadge, type LabelSnapshot } from "./Marking.tsx";

export interface LabelOption {
    /** What is chosen: the label in short notation. */
    readonly id: string;
    readonly label: LabelSnapshot;
}

/** A level that cannot be chosen here, and why, in one short phrase. */
export interface WithheldLabel {
    readonly level: string;
    /** `SECRET: not in this room` */
    readonly text: string;
    /** The reason as a sentence, for "why these?". */
    readonly reason: string;
}

export interface LabelPickerProps {
    readonly options: readonly LabelOption[];
    readonly selectedId: string | undefined;
    readonly onSelect: (id: string) => void;
    readonly withheld: readonly WithheldLabel[];
    /** In a form instead of above a message. */
    readonly isPlain?: boolean | undefined;
    readonly words: {
        readonly name: string;
        readonly why: string;
        readonly whyHide: string;
        readonly more: (count: number) => string;
    };
}

/** As many as fit on a line of a narrow window. */
const shownAtFirst = 3;

/**
 * The labels that may be chosen, as the policy writes them, and the first that may not, dashed. One tab stop, arrow keys
 * inside; "why these?" names every level that is not offered and the cause.
 */
export function LabelPicker({ options, selectedId, onSelect, withheld, isPlain, words }: LabelPickerProps) {
    const group = useId();
    const [isWhyOpen, setWhyOpen] = useState(false);
    const [isWhole, setWhole] = useState(false);
    // One more fits where the words that stand for it would.
    const shown =
        isWhole || options.length <= shownAtFirst + 1
            ? options
            : options.filter((option, at) => at < shownAtFirst || option.id === selectedId);
    const nearest = withheld[0];
    return (
        <fieldset className={classNames("picks", isPlain && "picks-plain")} data-testid="label-picker">
            <legend className="sr">{words.name}</legend>
            {shown.map((option) => (
                <label key={option.id} className="pick" data-testid="label-pick" data-level={option.label.level}>
                    <input
                        type="radio"
                        name={group}
                        checked={option.id === selectedId}
                        onChange={() => onSelect(option.id)}
                    />
                    <LabelBadge label={{ ...option.label, shortText: option.label.text }} />
                </label>
            ))}
            {shown.length < options.length && (
                <Button size="s" variant="link" onPress={() => setWhole(true)}>
                    {words.more(options.length - shown.length)}
                </Button>
            )}
            {nearest !== undefined && (
                <span className="pick is-not" data-testid="label-withheld" data-level={nearest.level}>
                    <Icon name="stop" size="s" />
                    {nearest.text}
                </span>
            )}
            {withheld.length > 0 && (
                <span className="end">
                    <Button
                        size="s"
                        variant="link"
                        isPressed={isWhyOpen}
                        onPress={() => setWhyOpen(!isWhyOpen)}
                        testId="label-why"
                    >
                        {isWhyOpen ? words.whyHide : words.why}
                    </Button>
                </span>
            )}
            {isWhyOpen && (
                <ul className="why-not" data-testid="label-reasons">
                    {withheld.map((one) => (
                        <li key={one.level}>{one.reason}</li>
                    ))}
                </ul>
            )}
        </fieldset>
    );
}
