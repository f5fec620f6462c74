import type { ReactNode } from "react";
import { classNames } from "../classNames.ts";
import { Icon } from "../Icon/Icon.tsx";

export type ConnectionState = "connected" | "connecting" | "offline" | "failed";

export interface ConnectionStripProps {
    readonly state: ConnectionState;
    /** What is so and since when, in one sentence: "Offline since 09:47, 3 messages waiting". */
    readonly text: string;
    /** Facts beside it, such as the last time each agency was heard. */
    readonly facts?: readonly string[] | undefined;
    readonly action?: ReactNode;
}

/** The link, printed as a time and not as a green dot. While connected it is there for tests and screen readers only. */
export function ConnectionStrip({ state, text, facts = [], action }: ConnectionStripProps) {
    const isCalm = state === "connected";
    return (
        <div
            className={classNames("weather", isCalm && facts.length === 0 && "sr", !isCalm && "is-late")}
            role="status"
            data-testid="connection-state"
            data-state={state}
        >
            <span className={classNames("state", !isCalm && "is-warn")}>
                <Icon name={isCalm ? "check" : state === "connecting" ? "clock" : "cut"} size="s" />
                <b>{text}</b>
            </span>
            {facts.map((fact) => (
                <span key={fact} className="state">
                    {fact}
                </span>
            ))}
            {action !== undefined && <span className="end">{action}</span>}
        </div>
    );
}
