import type { EpochMs } from "@valise/base";
import type { RoomId, UserId } from "../ids.ts";
import type { MarkingSnapshot } from "./gateSnapshot.ts";

/** `standby`: prepared in peacetime for a crisis, and not shown in lists. */
export type RoomKind = "room" | "direct" | "channel" | "emergency" | "standby" | "space";

export interface RoomPreviewSnapshot {
    readonly senderId: UserId;
    readonly senderName: string;
    readonly kind: "text" | "file" | "image" | "undecryptable" | "redacted" | "system" | "cleartext";
    /** One line, at most 200 characters; empty where the kind says all. */
    readonly text: string;
    /** Portion mark of the message; null in an unlabelled room. */
    readonly portion: string | null;
    readonly atMs: EpochMs;
}

export interface RoomRowSnapshot {
    readonly roomId: RoomId;
    readonly kind: RoomKind;
    readonly membership: "join" | "invite";
    /** The decrypted name; null while it is not readable: the app then names the room after `memberNames`/`agencies`. */
    readonly name: string | null;
    readonly topic: string | null;
    /** A few other members, for rooms without a readable name and for direct messages. */
    readonly memberNames: readonly string[];
    readonly directUserId: UserId | null;
    readonly inviterId: UserId | null;
    readonly inviterName: string | null;
    /** Server names of the members' agencies, own first. */
    readonly serverNames: readonly string[];
    readonly memberCount: number;
    readonly encrypted: boolean;
    /** The room's label as its verified charter says; null: unlabelled. */
    readonly marking: MarkingSnapshot | null;
    readonly exercise: boolean;
    readonly unreadCount: number;
    readonly mentionCount: number;
    readonly lastActivityMs: EpochMs;
    readonly preview: RoomPreviewSnapshot | null;
    /** Spaces this room belongs to. */
    readonly spaceIds: readonly RoomId[];
}

export interface RoomsSnapshot {
    /** `store`: from the last run, not yet confirmed by the server. `all`: the server has told of every room. */
    readonly loaded: "none" | "store" | "partial" | "all";
    /** Newest activity first; invitations first of all. */
    readonly rows: readonly RoomRowSnapshot[];
}

export interface MemberSnapshot {
    readonly userId: UserId;
    readonly name: string;
    readonly serverName: string;
    readonly membership: "join" | "invite";
    readonly power: number;
    readonly isMe: boolean;
    /** `unverified-devices`: has devices that its owner has not signed; those receive no keys. */
    readonly trust: "ok" | "no-identity" | "identity-changed" | "unverified-devices" | "unknown";
}

export interface MembersSnapshot {
    readonly roomId: RoomId;
    readonly loaded: boolean;
    readonly mayInvite: boolean;
    readonly rows: readonly MemberSnapshot[];
}
