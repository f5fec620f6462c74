import { ok, type Result } from "@valise/base";
import type { OrphanedRoom, ServerFailure } from "@valise/provisioning";
import type { AdminHttp } from "./createAdminHttp.ts";
import { inLanes } from "./inLanes.ts";
import { readKeepers } from "./readKeepers.ts";
import { readState } from "./readState.ts";
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
        const state = await readState(admin, roomId);
        if (!state.ok) return state;
        const { servers, locals, keepers, name, isRetired } = readKeepers(state.value, own);
        return ok(keepers.length > 0 || isRetired ? null : { roomId, name, localCount: locals.length, servers });
    });
    return rooms.ok ? ok(rooms.value.filter((room) => room !== null)) : rooms;
}
