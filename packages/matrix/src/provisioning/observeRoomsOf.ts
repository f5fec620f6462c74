import { ok, type Result } from "@valise/base";
import type { RoomOfPerson, ServerFailure } from "@valise/provisioning";
import { asArray, asObject, type JsonObject } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { readKeepers, serverOf } from "./readKeepers.ts";

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
    const own = serverOf(userId);
    const { servers, keepers } = readKeepers(events, own);
    return {
        roomId,
        servers: [...new Set([...servers, own])].sort(),
        losesLocalAdmin: keepers.includes(userId) && keepers.length === 1,
    };
}
