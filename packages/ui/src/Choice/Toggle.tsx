import { useId } from "react";

export interface ToggleProps {
    readonly text: string;
    readonly detail?: string | undefined;
    readonly isOn: boolean;
    readonly onChange: (isOn: boolean) => void;
    readonly isDisabled?: boolean | undefined;
    readonly testId?: string | undefined;
}

/** A choice that takes effect when the form is sent. */
export function Checkbox(props: ToggleProps) {
    return <Toggle {...props} kind="checkbox" />;
}

/** A setting that takes effect at once. */
export function Switch(props: ToggleProps) {
    return <Toggle {...props} kind="switch" />;
}

function Toggle({ text, detail, isOn, onChange, isDisabled, testId, kind }: ToggleProps & { kind: string }) {
    const id = useId();
    return (
        <div className="toggle">
            <input
                id={id}
                type="checkbox"
                role={kind === "switch" ? "switch" : undefined}
                className={kind === "switch" ? "switch" : "check"}
                checked={isOn}
                disabled={isDisabled}
                aria-describedby={detail === undefined ? undefined : `${id}-detail`}
                onChange={(event) => onChange(event.currentTarget.checked)}
                data-testid={testId}
            />
            <label htmlFor={id}>{text}</label>
            {detail !== undefined && (
                <p id={`${id}-detail`} className="hint">
                    {detail}
                </p>
            )}
        </div>
    );
}
