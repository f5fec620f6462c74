import type { ReactNode } from "react";
import { AgencyTag, Avatar, type PersonSnapshot } from "../Avatar/Avatar.tsx";
import { Badge, Tag } from "../Badge/Badge.tsx";
import { classNames } from "../classNames.ts";
import { Icon } from "../Icon/Icon.tsx";

export type MemberTrust = "verified" | "unverified" | "changed";

export interface MemberSnapshot {
    readonly person: PersonSnapshot;
    readonly isSelf: boolean;
    readonly membership: "joined" | "invited";
    readonly trust: MemberTrust;
    /** Steward and the like; in the words of the app. */
    readonly roleText?: string | undefined;
    /** Second line: devices, link age, clearance once there is one. */
    readonly detailText?: string | undefined;
    /** What this person's clearance allows here; absent where the room asks for none. */
    readonly clearance?: { readonly state: "reads" | "waits" | "refused"; readonly text: string } | undefined;
}

export interface MemberWords {
    readonly you: string;
    readonly invited: string;
    readonly trust: Record<MemberTrust, string>;
}

export interface MemberRowProps {
    readonly member: MemberSnapshot;
    readonly words: MemberWords;
    /** Buttons of this row, such as "Verify". */
    readonly actions?: ReactNode;
}

/** One member: name, agency, what is known of their identity, and why they can or cannot read. */
export function MemberRow({ member, words, actions }: MemberRowProps) {
    const { person } = member;
    return (
        <li
            className={classNames("member", member.clearance?.state === "refused" && "is-refused")}
            data-testid="member-row"
            data-user-id={person.userId}
        >
            <Avatar initials={person.initials} tone={person.agency?.tone} size="s" />
            <span className="who">
                <b className="foreign" dir="auto" title={person.userId}>
                    {person.displayName}
                </b>
                {person.agency !== undefined && <AgencyTag agency={person.agency} />}
                {member.membership === "invited" && <Tag>{words.invited}</Tag>}
            </span>
            <TrustMark trust={member.trust} text={words.trust[member.trust]} />
            <span className="why">
                {[member.isSelf ? words.you : undefined, member.roleText, member.detailText]
                    .filter((part) => part !== undefined)
                    .join(" · ")}
                {member.clearance !== undefined && (
                    <span
                        className={classNames("state", member.clearance.state === "refused" ? "is-bad" : "is-ok")}
                        data-testid="member-clearance"
                        data-state={member.clearance.state}
                    >
                        {member.clearance.text}
                    </span>
                )}
                {actions !== undefined && <span className="member-actions">{actions}</span>}
            </span>
        </li>
    );
}

const trustIcons = { verified: "shieldCheck", unverified: "shield", changed: "shieldX" } as const;
const trustTones = { verified: "is-ok", unverified: "muted", changed: "is-bad" } as const;

function TrustMark({ trust, text }: { readonly trust: MemberTrust; readonly text: string }) {
    return (
        <span className={`state ${trustTones[trust]}`} data-testid="trust-state" data-state={trust}>
            <Icon name={trustIcons[trust]} size="s" />
            {text}
        </span>
    );
}

export interface MemberGroupProps {
    readonly title: string;
    readonly count: number;
    readonly countName: string;
    /** At the end of the title's line, such as a filter. */
    readonly after?: ReactNode;
    readonly children: ReactNode;
}

/** A titled group of `MemberRow`s. Those who cannot read come first and are never folded away. */
export function MemberGroup({ title, count, countName, after, children }: MemberGroupProps) {
    return (
        <section>
            <div className="section-line">
                <h3 className="section-title">
                    {title} <Badge count={count} name={countName} />
                </h3>
                {after}
            </div>
            <ul>{children}</ul>
        </section>
    );
}
