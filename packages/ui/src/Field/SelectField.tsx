import { useId } from "react";
import { Icon } from "../Icon/Icon.tsx";

export interface SelectFieldProps<Value extends string> {
    readonly label: string;
    readonly value: Value;
    readonly options: readonly { readonly value: Value; readonly text: string }[];
    readonly onChange: (value: Value) => void;
    /** Where what stands around it says it to the eye. */
    readonly isLabelHidden?: boolean | undefined;
    readonly hint?: string | undefined;
    readonly isDisabled?: boolean | undefined;
    readonly testId?: string | undefined;
}

/** One of several, by the platform's own list: every key, zoom and screen reader works as people know it. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
    const id = useId();
    const pick = (picked: string) => {
        const option = props.options.find((candidate) => candidate.value === picked);
        if (option !== undefined) props.onChange(option.value);
    };
    return (
        <div className="field">
            <label htmlFor={id} className={props.isLabelHidden === true ? "sr" : undefined}>
                {props.label}
            </label>
            <div className="input select">
                <select
                    id={id}
                    value={props.value}
                    disabled={props.isDisabled}
                    aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
                    onChange={(event) => pick(event.currentTarget.value)}
                    data-testid={props.testId}
                >
                    {props.options.map((option) => (
                        <option key={option.value} value={option.value}>
                            {option.text}
                        </option>
                    ))}
                </select>
                <Icon name="down" />
            </div>
            {props.hint !== undefined && (
                <p id={`${id}-hint`} className="hint">
                    {props.hint}
                </p>
            )}
        </div>
    );
}
