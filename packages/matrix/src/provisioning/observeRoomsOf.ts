import { ok, type Result } from "@valise/base";
import type { RoomOfPerson, ServerFailure } from "@valise/provisioning";
import { asArray, asNumber, asObject, asString, type JsonObject } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { indexState, type RoomState, stateOf } from "./readSettings.ts";

/** Every room someone of this server is in or invited to, and what their leaving means for it. */
export async function observeRoomsOf(
    admin: AdminHttp,
    userId: string,
): Promise<Result<readonly RoomOfPerson[], ServerFailure>> {
    const answer = await admin.get(`/_synapse/admin/v1/users/${encodeURIComponent(userId)}/memberships`);
    if (!answer.ok) return failed(answer);
    const memberships = Object.entries(asObject(answer.value.memberships) ?? {});
    const rooms: RoomOfPerson[] = [];
    for (const [roomId, membership] of memberships) {
        if (membership !== "join" && membership !== "invite") continue;
        const state = await admin.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(roomId)}/state`);
        // Of a room elsewhere that one is only invited to, this server holds no state.
        if (!state.ok && !(state.error.kind === "answered" && state.error.status === 404)) return failed(state);
        rooms.push(describeRoom(roomId, userId, state.ok ? asArray(state.value.state).map(asObject) : []));
    }
    return ok(rooms);
}

function describeRoom(roomId: string, userId: string, events: readonly (JsonObject | null)[]): RoomOfPerson {
    const state = indexState(events);
    const members = [...(state.get("m.room.member") ?? [])];
    const people = members.filter(([, { membership }]) => membership === "join" || membership === "invite");
    const joined = members.filter(([, { membership }]) => membership === "join").map(([user]) => user);
    const creator = asString(events.find((event) => event?.type === "m.room.create")?.sender);
    const own = serverOf(userId);
    const keepers = joined.filter((user) => serverOf(user) === own && mayKeep(state, creator, user));
    return {
        roomId,
        servers: [...new Set([...people.map(([user]) => serverOf(user)), own])].sort(),
        losesLocalAdmin: keepers.includes(userId) && keepers.length === 1,
    };
}

const serverOf = (userId: string): string => userId.slice(userId.indexOf(":") + 1);

/** Creators of version 12 stand above power levels; 100 is what changes everything else. */
function mayKeep(state: RoomState, creator: string | null, user: string): boolean {
    const create = stateOf(state, "m.room.create");
    const creators = [creator, ...asArray(create?.additional_creators)];
    if (create?.room_version === "12" && creators.includes(user)) return true;
    const power = stateOf(state, "m.room.power_levels");
    const level = asNumber(asObject(power?.users)?.[user]) ?? asNumber(power?.users_default) ?? 0;
    return level >= 100;
}
