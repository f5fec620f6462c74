import { ok, type Result } from "@valise/base";
import { type RoomOfPerson, type ServerFailure, serverOf } from "@valise/provisioning";
import { asObject, type JsonObject } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { readKeepers } from "./readKeepers.ts";
import { isUnknown, readState } from "./readState.ts";

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
        const state = await readState(admin, roomId);
        // Of a room elsewhere that one is only invited to, this server holds no state.
        if (!state.ok && !isUnknown(state.error)) return state;
        rooms.push(describeRoom(roomId, userId, state.ok ? state.value : []));
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
