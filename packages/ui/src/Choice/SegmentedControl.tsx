import { useId } from "react";

export interface SegmentedOption<Value extends string> {
    readonly value: Value;
    readonly text: string;
    /** Language of `text` where it is not the interface's, as in a list of languages. */
    readonly lang?: string | undefined;
}

export interface SegmentedControlProps<Value extends string> {
    readonly name: string;
    readonly options: readonly SegmentedOption<Value>[];
    readonly value: Value;
    readonly onChange: (value: Value) => void;
    readonly testId?: string | undefined;
}

/** One of two to four, side by side; wraps rather than cuts. One tab stop, arrow keys inside. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
    const group = useId();
    return (
        <fieldset className="segmented" data-testid={props.testId}>
            <legend className="sr">{props.name}</legend>
            {props.options.map((option) => (
                <label key={option.value} lang={option.lang} data-value={option.value}>
                    <input
                        type="radio"
                        className="sr"
                        name={group}
                        checked={option.value === props.value}
                        onChange={() => props.onChange(option.value)}
                    />
                    {option.text}
                </label>
            ))}
        </fieldset>
    );
}
