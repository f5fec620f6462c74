import { ok, type Result } from "@valise/base";
import type { OrphanedRoom, ServerFailure } from "@valise/provisioning";
import { asArray, asObject } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { inLanes } from "./inLanes.ts";
import { readKeepers } from "./readKeepers.ts";
import { roomsOfAll } from "./roomsOfAll.ts";

/**
 * Rooms with people of this server none of whom may keep them. Found by each account's memberships: the server's own list of
 * rooms needs statistics, which a small server does without. Direct conversations of two, where both hold the power, are none.
 */
export async function observeOrphans(
    admin: AdminHttp,
    stewardId: string,
    own: string,
): Promise<Result<readonly OrphanedRoom[], ServerFailure>> {
    const joined = await roomsOfAll(admin, stewardId);
    if (!joined.ok) return joined;
    const rooms = await inLanes(joined.value, async (roomId) => {
        const answer = await admin.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(roomId)}/state`);
        if (!answer.ok) return failed(answer);
        const events = asArray(answer.value.state).map(asObject);
        const { servers, locals, keepers, name, isRetired } = readKeepers(events, own);
        return ok(keepers.length > 0 || isRetired ? null : { roomId, name, localCount: locals.length, servers });
    });
    return rooms.ok ? ok(rooms.value.filter((room) => room !== null)) : rooms;
}
