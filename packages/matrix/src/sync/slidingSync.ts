import { DIRECTORY_TYPE, HANDOVER_TYPE, TEMPLATE_TYPE } from "@valise/crisis";
import { asArray, asNumber, asObject, asString, type JsonObject } from "../json.ts";
import { wire } from "../wire.ts";
import type { RoomUpdate, SyncPosition, SyncUpdate } from "./SyncUpdate.ts";

export const slidingSyncPath = "/_matrix/client/unstable/org.matrix.simplified_msc3575/sync";

/** Rooms in the first answer: what fits on a screen, so that it comes in tens of milliseconds. */
const FIRST_WINDOW = 20;
const WINDOW_STEP = 100;
/** Rooms whose recent messages are asked for as well, for unread counts and a room that opens at once. */
const RECENT_ROOMS = 20;
const RECENT_EVENTS = 20;

const listState: readonly (readonly [string, string])[] = [
    ["m.room.create", ""],
    ["m.room.encryption", ""],
    ["m.room.history_visibility", ""],
    ["m.room.join_rules", ""],
    ["m.room.tombstone", ""],
    [wire.charter, ""],
    [wire.presentation, "$ME"],
    ["m.room.encrypted", "*"],
    ["m.room.name", ""],
    ["m.room.topic", ""],
    ["m.room.canonical_alias", ""],
    ["m.room.power_levels", ""],
    ["m.space.child", "*"],
    ["m.room.member", "$ME"],
    ["m.room.member", "$LAZY"],
    [wire.trustBundle, ""],
    [wire.trustStatus, "*"],
    // Who is on watch and what is planned is known before a channel is ever opened.
    [DIRECTORY_TYPE, "*"],
    [HANDOVER_TYPE, "*"],
    [TEMPLATE_TYPE, "*"],
];
/** The gate of protocol 6: all members, clearances, admissions and power levels. */
const roomState: readonly (readonly [string, string])[] = [
    ...listState.filter(([type]) => type !== "m.room.member"),
    ["m.room.member", "*"],
    [wire.presentation, "*"],
    [wire.admission, "*"],
    [wire.glass, "*"],
    ["m.room.retention", ""],
];

export interface SlidingWindow {
    readonly size: number;
    /** Rooms the server says there are; null before its first answer. */
    readonly total: number | null;
}

export const firstWindow: SlidingWindow = { size: FIRST_WINDOW, total: null };

/** The window to ask for next: grows in steps until it holds every room. */
export function growWindow(window: SlidingWindow): SlidingWindow {
    if (window.total === null || window.size >= window.total) return window;
    return { ...window, size: window.size + WINDOW_STEP };
}

/** The list is wholly inside the window. */
export function isWhole(window: SlidingWindow): boolean {
    return window.total !== null && window.size >= window.total;
}

export function buildSlidingRequest(
    window: SlidingWindow,
    isFirst: boolean,
    subscriptions: readonly string[],
    toDevicePos: string | null,
): JsonObject {
    const list = (from: number, to: number, timeline_limit: number) => ({
        ranges: [[from, to - 1]],
        timeline_limit,
        required_state: listState,
    });
    // Each room in one list only, which spares the server half of the work of every answer. The first one has to be small.
    const lists = isFirst
        ? { all: list(0, window.size, 1) }
        : {
              recent: list(0, RECENT_ROOMS, RECENT_EVENTS),
              ...(window.size > RECENT_ROOMS ? { all: list(RECENT_ROOMS, window.size, 1) } : {}),
          };
    const subscription = { timeline_limit: RECENT_EVENTS + 1, required_state: roomState };
    return {
        conn_id: "valise",
        lists,
        room_subscriptions: Object.fromEntries(subscriptions.map((roomId) => [roomId, subscription])),
        extensions: {
            to_device: { enabled: true, limit: 100, ...(toDevicePos === null ? {} : { since: toDevicePos }) },
            e2ee: { enabled: true },
            account_data: { enabled: true },
            receipts: { enabled: true },
        },
    };
}

/** Null: not an answer of this interface. Members of it that are malformed are left out. */
export function parseSlidingAnswer(
    answer: JsonObject,
    window: SlidingWindow,
    lastToDevicePos: string | null,
): { update: SyncUpdate; window: SlidingWindow } | null {
    const pos = asString(answer.pos);
    if (pos === null) return null;
    const extensions = asObject(answer.extensions);
    const toDevice = asObject(extensions?.to_device);
    const e2ee = asObject(extensions?.e2ee);
    const lists = asObject(e2ee?.device_lists);
    const told = asObject(answer.lists);
    const total = asNumber(asObject(told?.recent ?? told?.all)?.count) ?? window.total;
    const nextWindow = { ...window, total };
    const all = isWhole(nextWindow);
    const position: SyncPosition = {
        kind: "sliding",
        pos,
        toDevicePos: asString(toDevice?.next_batch) ?? lastToDevicePos,
        all,
    };
    const update: SyncUpdate = {
        kind: "sliding",
        crypto: {
            toDevice: objects(toDevice?.events),
            changedUsers: strings(lists?.changed),
            leftUsers: strings(lists?.left),
            oneTimeKeyCounts: counts(e2ee?.device_one_time_keys_count),
            unusedFallbackKeys: fallbackKeys(e2ee?.device_unused_fallback_key_types),
        },
        rooms: parseRooms(answer, extensions),
        accountData: objects(asObject(extensions?.account_data)?.global),
        all,
        position,
    };
    return { update, window: nextWindow };
}

function parseRooms(answer: JsonObject, extensions: JsonObject | null): readonly RoomUpdate[] {
    const rooms = asObject(answer.rooms) ?? {};
    const receipts = asObject(asObject(extensions?.receipts)?.rooms) ?? {};
    const accountData = asObject(asObject(extensions?.account_data)?.rooms) ?? {};
    const roomIds = new Set([...Object.keys(rooms), ...Object.keys(receipts), ...Object.keys(accountData)]);
    return [...roomIds].map((roomId) => {
        const room = asObject(rooms[roomId]);
        const stripped = objects(room?.stripped_state ?? room?.invite_state);
        const state = objects(room?.required_state);
        return {
            roomId,
            membership: room === null ? "unknown" : stripped.length > 0 ? "invite" : "unknown",
            state,
            strippedState: stripped,
            timeline: objects(room?.timeline),
            limited: room?.limited === true,
            initial: room?.initial === true,
            expanded: room?.unstable_expanded_timeline === true,
            prevBatch: asString(room?.prev_batch),
            heroes: heroesOf(room?.heroes),
            joinedCount: asNumber(room?.joined_count),
            invitedCount: asNumber(room?.invited_count),
            activityMs: null,
            accountData: objects(accountData[roomId]),
            receipts: asObject(asObject(receipts[roomId])?.content),
        };
    });
}

function heroesOf(value: unknown): RoomUpdate["heroes"] {
    if (!Array.isArray(value)) return null;
    return objects(value).flatMap((hero) => {
        const userId = asString(hero.user_id);
        return userId === null ? [] : [{ userId, name: asString(hero.displayname) ?? asString(hero.name) }];
    });
}

export function objects(value: unknown): readonly JsonObject[] {
    return asArray(value)
        .map(asObject)
        .filter((item) => item !== null);
}

export function strings(value: unknown): readonly string[] {
    return asArray(value).filter((item) => typeof item === "string");
}

export function counts(value: unknown): Readonly<Record<string, number>> | null {
    const object = asObject(value);
    if (object === null) return null;
    return Object.fromEntries(
        Object.entries(object).flatMap(([name, n]) => (asNumber(n) === null ? [] : [[name, Number(n)]])),
    );
}

export function fallbackKeys(value: unknown): readonly string[] | null {
    return Array.isArray(value) ? strings(value) : null;
}
