import { type Ref, useId } from "react";

export interface TextAreaProps {
    readonly label: string;
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly hint?: string | undefined;
    readonly maxLength?: number | undefined;
    /** Of what is written, where it is not the interface's. */
    readonly lang?: string | undefined;
    readonly autoFocus?: boolean | undefined;
    readonly testId?: string | undefined;
    readonly ref?: Ref<HTMLTextAreaElement> | undefined;
}

/** Several lines of text with its label above; native, so that undo, spelling and dictation work as everywhere. */
export function TextArea(props: TextAreaProps) {
    const id = useId();
    return (
        <div className="field">
            <label htmlFor={id}>{props.label}</label>
            <textarea
                id={id}
                ref={props.ref}
                className="area"
                dir="auto"
                rows={3}
                lang={props.lang}
                value={props.value}
                maxLength={props.maxLength}
                onChange={(event) => props.onChange(event.currentTarget.value)}
                // biome-ignore lint/a11y/noAutofocus: it appears because it was asked for
                autoFocus={props.autoFocus}
                aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
                data-testid={props.testId}
            />
            {props.hint !== undefined && (
                <p id={`${id}-hint`} className="hint">
                    {props.hint}
                </p>
            )}
        </div>
    );
}
