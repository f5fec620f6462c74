import { type HTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { classNames } from "../classNames.ts";
import { Icon } from "../Icon/Icon.tsx";

export interface TextFieldProps {
    readonly label: string;
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly hint?: string | undefined;
    /** Why the value cannot be taken, with what to do; marks the field invalid. */
    readonly error?: string | undefined;
    /** What is right about it, in words. */
    readonly success?: string | undefined;
    readonly placeholder?: string | undefined;
    readonly isDisabled?: boolean | undefined;
    readonly isRequired?: boolean | undefined;
    readonly autoFocus?: boolean | undefined;
    readonly autoComplete?: string | undefined;
    readonly inputMode?: HTMLAttributes<HTMLInputElement>["inputMode"];
    readonly maxLength?: number | undefined;
    readonly type?: "text" | "password" | "search" | "url" | undefined;
    readonly isMono?: boolean | undefined;
    /** Turns off autocorrection, capitals and spell check, as codes and names need. */
    readonly isVerbatim?: boolean | undefined;
    readonly after?: ReactNode;
    readonly testId?: string | undefined;
    readonly ref?: Ref<HTMLInputElement> | undefined;
}

const verbatim = { autoCapitalize: "none", autoCorrect: "off", spellCheck: false } as const;

/** One line of text with its label above and its hint, error or confirmation below. */
export function TextField(props: TextFieldProps) {
    const id = useId();
    const noteId = `${id}-note`;
    const hasNote = props.hint !== undefined || props.error !== undefined || props.success !== undefined;
    return (
        <div className="field">
            <label htmlFor={id}>{props.label}</label>
            <div className={classNames("input", props.isMono && "input-mono")}>
                <input
                    id={id}
                    ref={props.ref}
                    type={props.type ?? "text"}
                    value={props.value}
                    onChange={(event) => props.onChange(event.currentTarget.value)}
                    placeholder={props.placeholder}
                    disabled={props.isDisabled}
                    required={props.isRequired}
                    // biome-ignore lint/a11y/noAutofocus: the first field of a screen that has just replaced another
                    autoFocus={props.autoFocus}
                    autoComplete={props.autoComplete ?? "off"}
                    inputMode={props.inputMode}
                    maxLength={props.maxLength}
                    aria-invalid={props.error !== undefined || undefined}
                    aria-describedby={hasNote ? noteId : undefined}
                    data-testid={props.testId}
                    {...(props.isVerbatim === true ? verbatim : {})}
                />
                {props.after}
            </div>
            <div id={noteId} className="field-note">
                <Verdict error={props.error} success={props.success} />
                {props.hint !== undefined && <p className="hint">{props.hint}</p>}
            </div>
        </div>
    );
}

/** Announced when it changes, unlike the hint, which may count what is typed. */
function Verdict({ error, success }: Pick<TextFieldProps, "error" | "success">) {
    return (
        <div aria-live="polite">
            {error !== undefined && (
                <p className="state is-bad">
                    <Icon name="warning" size="s" />
                    {error}
                </p>
            )}
            {error === undefined && success !== undefined && (
                <p className="state is-ok">
                    <Icon name="check" size="s" />
                    {success}
                </p>
            )}
        </div>
    );
}
