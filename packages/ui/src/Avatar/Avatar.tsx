import { classNames } from "../classNames.ts";

/** The tint an agency is given by the app; its code is always printed as well. */
export type AgencyTone = "blue" | "green" | "violet" | "sand" | "plain";

export interface AgencySnapshot {
    /** Short code, such as MFA. */
    readonly code: string;
    /** Full name, such as Foreign Ministry. */
    readonly name: string;
    readonly tone: AgencyTone;
}

export interface PersonSnapshot {
    readonly userId: string;
    readonly displayName: string;
    /** One or two characters. */
    readonly initials: string;
    readonly agency?: AgencySnapshot | undefined;
}

export interface AvatarProps {
    readonly initials: string;
    readonly tone?: AgencyTone | undefined;
    readonly size?: "s" | "m" | undefined;
}

/** Initials on the agency's tint. Decorative: the name always stands beside it. */
export function Avatar({ initials, tone = "plain", size = "m" }: AvatarProps) {
    return (
        <span className={classNames("avatar", size === "s" && "avatar-s", `tone-${tone}`)} aria-hidden="true">
            {initials}
        </span>
    );
}

/** The agency's code; its full name is the accessible one. */
export function AgencyTag({ agency }: { readonly agency: AgencySnapshot }) {
    return (
        <abbr className={classNames("agency", `tone-${agency.tone}`)} title={agency.name}>
            {agency.code}
        </abbr>
    );
}
