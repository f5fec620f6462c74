import type { EpochMs } from "@valise/base";
import type { EventId, RoomId, UserId } from "../ids.ts";
import type { MarkingSnapshot } from "./gateSnapshot.ts";

/** What the officer's own certificate allows: shown before anything is decided. */
export interface DeskLimitsSnapshot {
    readonly officer: string;
    readonly agency: string;
    /** Short name of the one policy. */
    readonly policy: string;
    /** Every level of the policy that is still issued, lowest first. */
    readonly levels: readonly {
        readonly level: string;
        readonly marking: MarkingSnapshot;
        readonly allowed: boolean;
    }[];
    /** Category values that may be attested: set, value, and the value's words in the policy's language. */
    readonly categories: readonly { readonly set: string; readonly value: string; readonly text: string }[];
    readonly roles: readonly string[];
    readonly maxDays: number;
    readonly expiresAtMs: EpochMs;
}

/** Somebody asks for a clearance. */
export interface DeskRequestSnapshot {
    readonly id: string;
    readonly userId: UserId;
    /** In short notation, as asked; `marking` is null where no policy here knows it. */
    readonly want: string;
    readonly marking: MarkingSnapshot | null;
    readonly roles: readonly string[];
    readonly note: string;
    readonly atMs: EpochMs;
    /** What the person holds by this register. */
    readonly holds: MarkingSnapshot | null;
}

export type DeskHolderStatus =
    | ("valid" | "expired" | "revoked" | "suspended" | "identity-changed")
    /** The administrator has ended the account: urgent, an officer is to revoke. */
    | "offboarded";

/** A person attested by this desk, by what ends first. */
export interface DeskHolderSnapshot {
    readonly userId: UserId;
    readonly marking: MarkingSnapshot | null;
    readonly want: string | null;
    readonly roles: readonly string[];
    readonly expiresAtMs: EpochMs;
    readonly status: DeskHolderStatus;
    readonly identity: "checked" | "not-checked";
    readonly attestedCode: string;
    /** Where the server shows another identity: its code. */
    readonly shownCode: string | null;
    readonly changedAtMs: EpochMs | null;
}

/** Somebody of the agency says that a message of theirs went where it should not have. */
export interface DeskSpillSnapshot {
    readonly id: string;
    /** Whose message it is, and who reports it. */
    readonly userId: UserId;
    readonly roomId: RoomId;
    readonly eventId: EventId;
    /** Of the message, or of its room; null where no policy here knows it, and in an unlabelled room. */
    readonly marking: MarkingSnapshot | null;
    readonly note: string;
    readonly atMs: EpochMs;
    /** False: the sender's device kept no record of whom it gave the key. */
    readonly known: boolean;
    /** Who could read it; of a large room the first, and how many more there are. */
    readonly readers: readonly { readonly userId: UserId; readonly devices: number; readonly sharedAtMs: EpochMs }[];
    readonly moreReaders: number;
    /** Null while it is open. */
    readonly closedAtMs: EpochMs | null;
}

/** What another has begun to sign and asks this account to sign as well, while that still counts; or gives back signed. */
export interface SignatureAskSnapshot {
    readonly id: string;
    /** Who has begun it, and asks. */
    readonly userId: UserId;
    /** One line by whoever asks; the payload is what counts. */
    readonly summary: string;
    /** All have signed, if `code` is null: what is left is to put it into force, which takes the power to write the room's state. */
    readonly isSigned: boolean;
    /** Why what is given back as signed is not so by this device's trust data; null: it is, or is not signed by all yet. */
    readonly code: string | null;
    /** The signature file, for `readSignatures` and `signRequest`. */
    readonly text: string;
    readonly untilMs: EpochMs;
}

/** A security officer's desk in this account. */
export interface DeskSnapshot {
    /** `none`: no officer's key was ever put here. `locked`: the passphrase is asked. `broken`: the register was altered. */
    readonly state: "none" | "locked" | "open" | "broken";
    /** What opens the officer's key: a passphrase, or the operating system's keystore. Null while there is none. */
    readonly keptBy: "passphrase" | "keystore" | null;
    /** Whether the managed configuration names this account as one that requests go to. */
    readonly isOfficer: boolean;
    /**
     * Of the desk itself and of what leaves it, open or not: the highest of its policy that is open to all who are cleared for
     * it. Null where that policy is not here.
     */
    readonly marking: MarkingSnapshot | null;
    /** Null unless open. */
    readonly limits: DeskLimitsSnapshot | null;
    readonly requests: readonly DeskRequestSnapshot[];
    /** What was reported to the desk, newest first. */
    readonly spills: readonly DeskSpillSnapshot[];
    /** Of whoever holds a role that signs with others, officer or not; newest first. */
    readonly asks: readonly SignatureAskSnapshot[];
    /** Of the agency's newest status list; older than two hours is an alarm. */
    readonly listIssuedAtMs: EpochMs | null;
    /** Revocations and suspensions that the status service has not been told of yet. */
    readonly actsWaiting: boolean;
    /** When the identities of all holders were last compared with what servers show; null: not since the desk was opened. */
    readonly identitiesCheckedAtMs: EpochMs | null;
    readonly entryCount: number;
    readonly rows: readonly DeskHolderSnapshot[];
    /** Identity alarms of the last days about people who hold nothing by this register: the code they gave differed. */
    readonly strangers: readonly { readonly userId: UserId; readonly shownCode: string; readonly atMs: EpochMs }[];
}

/** Of whoever has no desk. */
export const noDesk: DeskSnapshot = {
    state: "none",
    keptBy: null,
    isOfficer: false,
    marking: null,
    limits: null,
    requests: [],
    listIssuedAtMs: null,
    spills: [],
    asks: [],
    actsWaiting: false,
    identitiesCheckedAtMs: null,
    entryCount: 0,
    rows: [],
    strangers: [],
};
