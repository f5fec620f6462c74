import { asNumber, asObject, asString, type JsonObject } from "../json.ts";
import type { RoomUpdate, SyncUpdate } from "./SyncUpdate.ts";
import { counts, fallbackKeys, objects, strings } from "./slidingSync.ts";

export const v2SyncPath = "/_matrix/client/v3/sync";

const filter = JSON.stringify({
    room: { timeline: { limit: 20 }, state: { lazy_load_members: false } },
    presence: { types: [] },
});

export function buildV2Query(since: string | null, timeoutMs: number): Record<string, string> {
    return { timeout: String(timeoutMs), filter, ...(since === null ? {} : { since }) };
}

/** Null: not an answer of this interface. */
export function parseV2Answer(answer: JsonObject, isFirst: boolean): SyncUpdate | null {
    const pos = asString(answer.next_batch);
    if (pos === null) return null;
    const rooms = asObject(answer.rooms);
    const lists = asObject(answer.device_lists);
    const fallback = answer.device_unused_fallback_key_types;
    return {
        kind: "v2",
        crypto: {
            toDevice: objects(asObject(answer.to_device)?.events),
            changedUsers: strings(lists?.changed),
            leftUsers: strings(lists?.left),
            oneTimeKeyCounts: counts(answer.device_one_time_keys_count),
            unusedFallbackKeys: fallbackKeys(fallback),
        },
        rooms: [
            ...section(rooms?.join).map(([roomId, room]) => parseRoom(roomId, room, "join", isFirst)),
            ...section(rooms?.invite).map(([roomId, room]) => parseRoom(roomId, room, "invite", isFirst)),
            ...section(rooms?.leave).map(([roomId, room]) => parseRoom(roomId, room, "leave", isFirst)),
        ],
        accountData: objects(asObject(answer.account_data)?.events),
        all: true,
        position: { kind: "v2", pos, toDevicePos: null, all: true },
    };
}

function section(value: unknown): readonly (readonly [string, JsonObject])[] {
    return Object.entries(asObject(value) ?? {}).flatMap(([roomId, room]) => {
        const object = asObject(room);
        return object === null ? [] : [[roomId, object] as const];
    });
}

function parseRoom(
    roomId: string,
    room: JsonObject,
    membership: RoomUpdate["membership"],
    initial: boolean,
): RoomUpdate {
    const timeline = asObject(room.timeline);
    const summary = asObject(room.summary);
    const ephemeral = objects(asObject(room.ephemeral)?.events);
    const receipt = ephemeral.find((event) => event.type === "m.receipt");
    const heroes = strings(summary?.["m.heroes"]);
    const state = objects(asObject(room.state)?.events);
    const events = objects(timeline?.events);
    const limited = timeline?.limited === true;
    return {
        roomId,
        membership,
        state: [...state, ...events.filter((event) => typeof event.state_key === "string")],
        strippedState: objects(asObject(room.invite_state)?.events),
        timeline: events,
        limited,
        initial,
        expanded: false,
        prevBatch: asString(timeline?.prev_batch),
        heroes: heroes.length === 0 ? null : heroes.map((userId) => ({ userId, name: null })),
        joinedCount: asNumber(summary?.["m.joined_member_count"]),
        invitedCount: asNumber(summary?.["m.invited_member_count"]),
        activityMs: null,
        accountData: objects(asObject(room.account_data)?.events),
        receipts: asObject(receipt?.content),
    };
}
