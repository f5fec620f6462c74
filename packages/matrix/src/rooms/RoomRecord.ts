import type { MarkingSnapshot } from "@valise/bridge";
import type { JsonObject } from "../json.ts";

export interface MemberRecord {
    readonly userId: string;
    readonly membership: "join" | "invite" | "leave" | "ban" | "knock";
    readonly name: string | null;
    readonly sender: string | null;
}

/** A decrypted state event of our own table (protocol 5); a lower `seq` than the pinned one is a roll-back. */
export interface EncryptedStateRecord {
    readonly seq: number;
    readonly iatMs: number;
    readonly value: string | null;
}

export interface PreviewRecord {
    readonly eventId: string;
    readonly senderId: string;
    readonly senderName: string;
    readonly kind: "text" | "file" | "image" | "undecryptable" | "redacted" | "system" | "cleartext";
    readonly text: string;
    /** Portion mark; missing in an unlabelled room. */
    readonly portion?: string | null;
    readonly atMs: number;
}

/** What this device knows of one room: small, plain, kept in the store, and enough for the list without a network. */
export interface RoomRecord {
    readonly roomId: string;
    membership: "join" | "invite" | "leave";
    /** The membership event of this person that somebody says they ended; missing in records of earlier versions. */
    ended?: { readonly membership: string; readonly by: string } | null;
    isSpace: boolean;
    /** `type` of the creation content; missing in records of earlier versions. */
    type?: string | null;
    creators: readonly string[];
    version: string | null;
    /** Which of its creator's openings it belongs to. */
    opening: string | null;
    clearName: string | null;
    clearTopic: string | null;
    alias: string | null;
    sealedName: EncryptedStateRecord | null;
    sealedTopic: EncryptedStateRecord | null;
    /** The text of a signed phase, not yet judged; missing in records of earlier versions. */
    sealedPhase?: EncryptedStateRecord | null;
    /** Encrypted state that could not be read yet, by packed state key; tried again when its key arrives. */
    unreadState: Readonly<Record<string, JsonObject>>;
    /** Of the first `m.room.encryption` ever seen. Set once, never unset, never replaced (A30, B14, B15). */
    encryption: JsonObject | null;
    historyVisibility: string | null;
    /** A charter was pinned here. Never unset: what was labelled once never becomes unlabelled again. */
    labelled: boolean;
    /** The server tells of a charter, whatever it is worth. Kept with the position, so that it is judged after a kill too. */
    charterTold: boolean;
    /** How the pinned label was last shown; for the list, never for a decision. */
    marking: MarkingSnapshot | null;
    exercise: boolean;
    /** Its charter says that it is prepared and not yet opened; missing in records of earlier versions. */
    standby?: boolean;
    powerLevels: JsonObject | null;
    /** How long the servers keep its events, as its state asks of them; missing in records of earlier versions. */
    serverMaxAgeMs?: number | null;
    heroes: readonly { readonly userId: string; readonly name: string | null }[];
    joinedCount: number;
    invitedCount: number;
    inviterId: string | null;
    inviterName: string | null;
    lastActivityMs: number;
    preview: PreviewRecord | null;
    readUpToEventId: string | null;
    unreadCount: number;
    mentionCount: number;
    children: readonly string[];
    serverNames: readonly string[];
}

export function createRoomRecord(roomId: string): RoomRecord {
    return {
        roomId,
        membership: "join",
        isSpace: false,
        type: null,
        creators: [],
        version: null,
        opening: null,
        clearName: null,
        clearTopic: null,
        alias: null,
        sealedName: null,
        sealedTopic: null,
        sealedPhase: null,
        unreadState: {},
        encryption: null,
        historyVisibility: null,
        labelled: false,
        charterTold: false,
        marking: null,
        exercise: false,
        powerLevels: null,
        serverMaxAgeMs: null,
        heroes: [],
        joinedCount: 0,
        invitedCount: 0,
        inviterId: null,
        inviterName: null,
        lastActivityMs: 0,
        preview: null,
        readUpToEventId: null,
        unreadCount: 0,
        mentionCount: 0,
        children: [],
        serverNames: [],
    };
}

/** Server names from a user id; "" for what is no user id. */
export function serverNameOf(userId: string): string {
    const colon = userId.indexOf(":");
    return colon < 0 ? "" : userId.slice(colon + 1);
}

/** State of this room is encrypted by its own settings or by its label, so a name in clear is not its name. */
export function hidesState(room: RoomRecord): boolean {
    return room.labelled || room.encryption?.["io.element.msc4362.encrypt_state_events"] === true;
}

/** The room's readable name; null where there is none. */
export function nameOf(room: RoomRecord): string | null {
    if (room.sealedName !== null) return room.sealedName.value;
    return hidesState(room) ? null : (room.clearName ?? room.alias);
}

export function topicOf(room: RoomRecord): string | null {
    if (room.sealedTopic !== null) return room.sealedTopic.value;
    return hidesState(room) ? null : room.clearTopic;
}
