import type { ReactNode } from "react";
import { AgencyTag, Avatar, type PersonSnapshot } from "../Avatar/Avatar.tsx";
import { classNames } from "../classNames.ts";
import { Icon, type IconName } from "../Icon/Icon.tsx";

/** `waits`: will read when back. `glass`: let in by two officers for a day. `grace`: reads until a named hour. */
export type ReaderState = "reads" | "grace" | "glass" | "waits" | "refused";

export interface ReaderRowSnapshot {
    readonly person: PersonSnapshot;
    readonly state: ReaderState;
    /** `Reads`, or the cause in a few words: `Clearance ended 10:00`. */
    readonly headline: string;
    /** What was shown, or what follows and who can change it. */
    readonly detail?: string | undefined;
    /** Stable, for the service desk; of those who do not read. */
    readonly code?: string | undefined;
}

export interface ReaderRowProps {
    readonly reader: ReaderRowSnapshot;
    readonly you?: string | undefined;
    /** The one next action, as a button. */
    readonly action?: ReactNode;
}

const icons = {
    reads: "check",
    grace: "clock",
    glass: "key",
    waits: "clock",
    refused: "shieldX",
} as const satisfies Record<ReaderState, IconName>;
const tones = { reads: "is-ok", grace: "is-warn", glass: "is-warn", waits: "is-warn", refused: "is-bad" } as const;

/** Whether one person gets the next message's key, and why. Who does not stands on a card of their own. */
export function ReaderRow({ reader, you, action }: ReaderRowProps) {
    const { person, state } = reader;
    const isCard = state === "refused" || state === "waits";
    const mark = (
        <span className={`state ${tones[state]}`} data-testid="member-clearance" data-state={state}>
            <Icon name={icons[state]} size="s" />
            {reader.headline}
        </span>
    );
    return (
        <li
            className={classNames("member", isCard && "is-refused")}
            data-testid="reader-row"
            data-user-id={person.userId}
            data-state={state}
        >
            <Avatar initials={person.initials} tone={person.agency?.tone} size="s" />
            <span className="who">
                <b className="foreign" dir="auto" title={person.userId}>
                    {person.displayName}
                </b>
                {person.agency !== undefined && <AgencyTag agency={person.agency} />}
            </span>
            {!isCard && mark}
            <div className="reader-why">
                {isCard && <p>{mark}</p>}
                {(you !== undefined || reader.detail !== undefined) && (
                    <p>{[you, reader.detail].filter((part) => part !== undefined).join(" · ")}</p>
                )}
                {(action !== undefined || reader.code !== undefined) && (
                    <div className="reader-foot">
                        {action}
                        {reader.code !== undefined && (
                            <code className="mono muted end" data-testid="reader-code">
                                {reader.code}
                            </code>
                        )}
                    </div>
                )}
            </div>
        </li>
    );
}
