import type { EpochMs } from "@valise/base";
import type { RoomId, UserId } from "../ids.ts";

/** A label, ready to show. Words and colours come from its policy; decisions use `label` alone. */
export interface MarkingSnapshot {
    /** Short notation, `FR/DR REL=FRA,DEU`; null where the policy is unknown here and only the sender's words are shown. */
    readonly label: string | null;
    /** Banner form, the policy's name first; the policy's own language, never translated. */
    readonly text: string;
    readonly portion: string;
    /** `#rrggbb`; the ink passes AA on the field. */
    readonly field: string;
    readonly ink: string;
    /** One's own handling line beside a foreign marking; null where the policy is one's own, or no relation says how. */
    readonly handling: string | null;
}

/** Why the next key goes, or does not go, to one member. Those who do not read come first, never folded. */
export interface ReaderSnapshot {
    readonly userId: UserId;
    readonly name: string;
    readonly serverName: string;
    /** The agency's name in the trust bundle; null for a stranger to it. */
    readonly agency: string | null;
    readonly membership: "join" | "invite";
    readonly isMe: boolean;
    readonly reads: boolean;
    readonly because: "unlabelled" | "presentation" | "grace" | "break-glass" | null;
    /** A code of the clearance package (`ATT_…`, `ADM_…`); null for who reads. */
    readonly code: string | null;
    /** Has shown a clearance to an earlier gate and has not been online since: will read when back. */
    readonly whenBack: boolean;
    readonly untilMs: EpochMs | null;
    /** Of whom a break-glass lets in now: the stated reason, and the two who signed. */
    readonly letIn: { readonly reason: string; readonly by: readonly UserId[] } | null;
    /** What was shown, e.g. `lvl:DR`. */
    readonly claims: readonly string[];
}

/** A label of the room's policy that the composer does not offer, and why. */
export interface NotOfferedSnapshot {
    readonly level: string;
    readonly text: string;
    readonly reason: "above-room" | "above-clearance" | "above-ceiling" | "no-clearance" | "not-possible";
}

export interface GateSnapshot {
    readonly roomId: RoomId;
    /** `unlabelled`: no charter; every member's signed devices get keys. `refused`: nothing may be sent, `code` says why. */
    readonly state: "unlabelled" | "checking" | "ready" | "refused";
    readonly code: string | null;
    readonly marking: MarkingSnapshot | null;
    readonly ceiling: string | null;
    readonly admission: "cleared" | "roster" | null;
    readonly owner: string | null;
    readonly agencies: readonly { readonly id: string; readonly name: string }[];
    readonly phase: "standby" | "open" | "closed" | null;
    readonly exercise: boolean;
    /** How long messages are kept; null: without end. */
    readonly retentionMs: number | null;
    readonly hold: boolean;
    readonly seq: number | null;
    /** Two charters were signed at once: the stricter of both applies. */
    readonly forked: boolean;
    /** What a server tried and did not achieve, newest last, at most 20. */
    readonly anomalies: readonly { readonly code: string; readonly atMs: EpochMs }[];
    readonly mine: {
        readonly reads: boolean;
        readonly code: string | null;
        readonly untilMs: EpochMs | null;
        /** What this person would have to show and has not shown these agencies yet: asked before it is presented. */
        readonly ask: readonly string[] | null;
    };
    /** Highest first; the first is the default. Empty where this person may send nothing. */
    readonly offered: readonly MarkingSnapshot[];
    readonly notOffered: readonly NotOfferedSnapshot[];
    /** Who will not read the next message and was not named to this person before; null when there is nobody new. */
    readonly toConfirm: readonly UserId[] | null;
    readonly rows: readonly ReaderSnapshot[];
}

/** What this account holds and trusts. */
export interface ClearanceSnapshot {
    readonly trust: {
        /** `none`: no community is configured, so no room can be labelled. */
        readonly state: "none" | "checking" | "ok" | "refused";
        readonly code: string | null;
        readonly bundleSeq: number | null;
        readonly bundleExpiresMs: EpochMs | null;
        /** Markings from which room keys stay out of the key backup, one a policy, as banners. */
        readonly deviceOnly: readonly string[];
        readonly lists: readonly {
            readonly uri: string;
            readonly agency: string;
            readonly issuedAtMs: EpochMs;
            readonly expiresAtMs: EpochMs;
        }[];
    };
    readonly state: "none" | "requested" | "held" | "refused";
    /** Why one's own clearance does not count (now): revoked, expired, identity changed. */
    readonly code: string | null;
    readonly agency: string | null;
    /** The highest level held, as a marking. */
    readonly marking: MarkingSnapshot | null;
    readonly claims: readonly string[];
    readonly issuedAtMs: EpochMs | null;
    readonly expiresAtMs: EpochMs | null;
    /** One's identity code, to be read to the officer before signing. */
    readonly identityCode: string | null;
    /** Rooms that ask for something not yet shown to their agencies. */
    readonly rows: readonly {
        readonly roomId: RoomId;
        readonly agencies: readonly string[];
        readonly claims: readonly string[];
    }[];
}
