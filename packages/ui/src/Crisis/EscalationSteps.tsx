import type { ReactNode } from "react";
import { classNames } from "../classNames.ts";
import { Icon, type IconName } from "../Icon/Icon.tsx";

export interface EscalationStepSnapshot {
    readonly id: string;
    readonly icon: IconName;
    /** "10:07", "in 02:41" */
    readonly when: string;
    readonly title: string;
    readonly detail: string;
    readonly state: "done" | "skipped" | "next" | "ahead";
    /** The state in words, for whoever does not see it. */
    readonly stateText: string;
    readonly act?: ReactNode;
}

/** What follows while people have not answered: what was done, what comes next and when. */
export function EscalationSteps({
    name,
    steps,
}: {
    readonly name: string;
    readonly steps: readonly EscalationStepSnapshot[];
}) {
    return (
        <ol className="escalation" aria-label={name}>
            {steps.map((step) => (
                <li
                    key={step.id}
                    className={classNames(`is-${step.state}`)}
                    aria-current={step.state === "next" ? "step" : undefined}
                    data-testid="escalation-step"
                    data-state={step.state}
                >
                    <span className="escalation-when">{step.when}</span>
                    <span className="escalation-sign">
                        <Icon name={step.icon} size="s" />
                    </span>
                    <div className="grow">
                        <b>{step.title}</b>
                        <span className="sr">, {step.stateText}</span>
                        <p className="small ink2 foreign">{step.detail}</p>
                        {step.act}
                    </div>
                </li>
            ))}
        </ol>
    );
}
