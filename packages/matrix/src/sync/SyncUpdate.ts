import type { JsonObject } from "../json.ts";

/** What one answer of the server says of one room, the same from sliding sync and from `/sync`. */
export interface RoomUpdate {
    readonly roomId: string;
    readonly membership: "join" | "invite" | "leave" | "unknown";
    readonly state: readonly JsonObject[];
    /** Of an invitation: stripped, unsigned, to be shown and never to be decided on. */
    readonly strippedState: readonly JsonObject[];
    /** Oldest first. */
    readonly timeline: readonly JsonObject[];
    /** Events are missing between what is known and this timeline. */
    readonly limited: boolean;
    /** The server tells of the room as if for the first time: nothing in it is news. */
    readonly initial: boolean;
    /** The timeline reaches further back than what was told before; only its end may be news. */
    readonly expanded: boolean;
    readonly prevBatch: string | null;
    readonly heroes: readonly { readonly userId: string; readonly name: string | null }[] | null;
    readonly joinedCount: number | null;
    readonly invitedCount: number | null;
    readonly activityMs: number | null;
    readonly accountData: readonly JsonObject[];
    /** Contents of `m.receipt`. */
    readonly receipts: JsonObject | null;
}

export interface CryptoUpdate {
    readonly toDevice: readonly JsonObject[];
    readonly changedUsers: readonly string[];
    readonly leftUsers: readonly string[];
    readonly oneTimeKeyCounts: Readonly<Record<string, number>> | null;
    readonly unusedFallbackKeys: readonly string[] | null;
}

export interface SyncUpdate {
    readonly kind: "sliding" | "v2";
    readonly crypto: CryptoUpdate;
    readonly rooms: readonly RoomUpdate[];
    readonly accountData: readonly JsonObject[];
    /** The server has told of every room. */
    readonly all: boolean;
    /** Where to go on after a restart; written with what the answer changed. */
    readonly position: SyncPosition;
}

export interface SyncPosition {
    readonly kind: "sliding" | "v2";
    readonly pos: string;
    readonly toDevicePos: string | null;
    readonly all: boolean;
}
