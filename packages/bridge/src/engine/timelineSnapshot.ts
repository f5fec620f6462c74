import type { EpochMs } from "@valise/base";
import type { EventId, RoomId, SendKey, UserId } from "../ids.ts";
import type { EngineFailure } from "./failure.ts";
import type { MarkingSnapshot } from "./gateSnapshot.ts";

/**
 * Why a message cannot be read. Stable codes, shown small beside a sentence:
 * `waiting-for-key` may heal by itself; the others say why it will not without an action.
 */
export type UndecryptableCode =
    | "UTD-WAITING-FOR-KEY"
    | "UTD-SENT-BEFORE-JOIN"
    | "UTD-SENT-BEFORE-THIS-DEVICE"
    | "UTD-NO-BACKUP"
    /** Older than this device, in a room whose policy keeps keys out of the backup. */
    | "UTD-KEPT-ON-DEVICES"
    | "UTD-WITHHELD"
    /** The sender's client says why in `withheldCode`: no clearance, not admitted, revoked. */
    | "UTD-WITHHELD-CLEARANCE"
    | "UTD-WITHHELD-UNVERIFIED-DEVICE"
    | "UTD-SENDER-DEVICE-UNSIGNED"
    | "UTD-SENDER-IDENTITY-CHANGED"
    | "UTD-REPLAY"
    | "UTD-MALFORMED"
    | "UTD-UNKNOWN";

/** How far the sender is known; everything but `ok` is shown in words. `refused` content is never shown as the sender's word. */
export type SenderTrust = "ok" | "from-backup" | "device-unknown" | "device-unsigned" | "identity-changed" | "mismatch";

export type SendState = "queued" | "sending" | "sent" | "failed" | "withheld";

export interface SendSnapshot {
    readonly key: SendKey;
    readonly state: SendState;
    /** Set on `failed`, and on `queued` when a passing failure is being waited out. */
    readonly failure: EngineFailure | null;
    readonly retryAtMs: EpochMs | null;
    /** 0..1 while a file is being encrypted and uploaded. */
    readonly progress: number | null;
}

export interface FileSnapshot {
    readonly name: string;
    readonly mimeType: string;
    readonly sizeBytes: number | null;
    readonly widthPx: number | null;
    readonly heightPx: number | null;
    /** A client-made, encrypted thumbnail exists and may be fetched with `readThumbnail`. */
    readonly hasThumbnail: boolean;
}

/** What a state event changed, in the product's words. */
export type SystemChange =
    | { readonly kind: "created" }
    | { readonly kind: "joined"; readonly userId: UserId; readonly name: string }
    | { readonly kind: "left"; readonly userId: UserId; readonly name: string }
    | { readonly kind: "invited"; readonly userId: UserId; readonly name: string }
    | { readonly kind: "declined"; readonly userId: UserId; readonly name: string }
    | { readonly kind: "removed"; readonly userId: UserId; readonly name: string }
    | { readonly kind: "banned"; readonly userId: UserId; readonly name: string }
    | { readonly kind: "renamed"; readonly from: string; readonly to: string }
    | { readonly kind: "room-name"; readonly name: string | null }
    | { readonly kind: "room-topic"; readonly topic: string | null }
    | { readonly kind: "encryption-on" }
    | { readonly kind: "cleartext-name-ignored" }
    | { readonly kind: "other"; readonly type: string };

export interface ReplySnapshot {
    readonly eventId: EventId;
    readonly senderName: string | null;
    /** One line of the message replied to; null when it is not readable here. */
    readonly excerpt: string | null;
}

/** Words of another room that a message answers, on the word of its sender. */
export interface QuotedSnapshot {
    readonly senderId: UserId;
    readonly sentAtMs: EpochMs;
    readonly body: string;
    /** Their own label, which the message's covers; null where they had none. */
    readonly marking: MarkingSnapshot | null;
}

/**
 * What this device makes of a message that it could decrypt (protocol 7). `refuse`: content is withheld, the code says why.
 * Codes are stable; `VRD-…` are the engine's own, the others those of the clearance package.
 */
export type Verdict =
    | { readonly kind: "ok"; readonly code: null }
    | { readonly kind: "warn" | "refuse"; readonly code: string };

/**
 * `cleartext`: arrived unencrypted in an encrypted room; body is withheld from normal display.
 * `malformed`: a hostile or broken event; costs one placeholder.
 */
export type TimelineItemKind =
    | "text"
    | "emote"
    | "notice"
    | "file"
    | "image"
    | "redacted"
    | "undecryptable"
    | "cleartext"
    | "system"
    | "unsupported"
    | "malformed";

export interface TimelineItemSnapshot {
    /** Stable while the item lives, also from local echo to its event. */
    readonly key: string;
    readonly eventId: EventId | null;
    readonly kind: TimelineItemKind;
    readonly senderId: UserId;
    readonly senderName: string;
    readonly senderServerName: string;
    readonly own: boolean;
    readonly sentAtMs: EpochMs;
    /** Plain text; at most 65,536 characters. */
    readonly body: string;
    /** Matrix HTML as received, NOT sanitised; the view sanitises. Null where there is none. */
    readonly html: string | null;
    readonly mentionsMe: boolean;
    readonly replyTo: ReplySnapshot | null;
    /** Of a message sent on from another room: who wrote it and when, on the word of this row's sender. */
    readonly forwardedFrom: { readonly senderId: UserId; readonly sentAtMs: EpochMs } | null;
    readonly quoted: QuotedSnapshot | null;
    /** Real in an exercise, as its sender says inside the ciphertext. */
    readonly noDuff: boolean;
    readonly editedAtMs: EpochMs | null;
    readonly redactedBy: UserId | null;
    readonly file: FileSnapshot | null;
    readonly system: SystemChange | null;
    readonly undecryptable: {
        readonly code: UndecryptableCode;
        readonly mayHeal: boolean;
        /** The code that came with `m.room_key.withheld`; explains, never decides. */
        readonly withheldCode: string | null;
    } | null;
    readonly trust: SenderTrust;
    /** What the message counts as; null in an unlabelled room, or where there is no message. */
    readonly marking: MarkingSnapshot | null;
    /** `missing` and `unreadable` count as the room's highest label. */
    readonly labelled: "stated" | "missing" | "unreadable" | null;
    readonly verdict: Verdict;
    /** Own messages only. */
    readonly send: SendSnapshot | null;
    readonly mayEdit: boolean;
    readonly mayDelete: boolean;
}

export interface TimelineSnapshot {
    readonly roomId: RoomId;
    /** `store`: shown from the last run; `live`: joined to what the server sends. */
    readonly loaded: "none" | "store" | "live";
    readonly backward: "idle" | "loading" | "start-reached" | "failed";
    /** Up to where this person has read; the unread line stands after it. */
    readonly readUpToEventId: EventId | null;
    /** Whether writing is possible now; `checking` while recipients are being established (protocol 6). */
    readonly composer: "ready" | "checking" | "not-encrypted" | "not-joined";
    /** Oldest first. */
    readonly rows: readonly TimelineItemSnapshot[];
}
