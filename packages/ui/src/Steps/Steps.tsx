import { classNames } from "../classNames.ts";
import { Icon } from "../Icon/Icon.tsx";

export interface StepSnapshot {
    readonly id: string;
    readonly title: string;
    readonly detail?: string | undefined;
    readonly state: "done" | "current" | "ahead";
}

export interface StepsProps {
    readonly name: string;
    readonly steps: readonly StepSnapshot[];
    /** Said after the title of a step that is done. */
    readonly doneWord: string;
}

/** Where one is on the way through sign-in. */
export function Steps({ name, steps, doneWord }: StepsProps) {
    return (
        <ol className="steps" aria-label={name}>
            {steps.map((step, index) => (
                <li
                    key={step.id}
                    className={classNames(step.state === "done" && "is-done")}
                    aria-current={step.state === "current" ? "step" : undefined}
                >
                    <span className="n" aria-hidden="true">
                        {step.state === "done" ? <Icon name="check" size="s" /> : index + 1}
                    </span>
                    <div>
                        <b>{step.title}</b>
                        {step.state === "done" && <span className="sr"> {doneWord}</span>}
                        {step.detail !== undefined && <div className="small muted">{step.detail}</div>}
                    </div>
                </li>
            ))}
        </ol>
    );
}
