import { err, ok, type Result } from "@valise/base";
import type { OrphanedRoom, ServerFailure } from "@valise/provisioning";
import { asArray, asObject } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { observeAccounts } from "./observeServer.ts";
import { readKeepers } from "./readKeepers.ts";

/** Requests under way at once. */
const LANES = 6;

/**
 * Rooms with people of this server none of whom may keep them. Found by each account's memberships: the server's own list of
 * rooms needs statistics, which a small server does without. Direct conversations of two, where both hold the power, are none.
 */
export async function observeOrphans(
    admin: AdminHttp,
    stewardId: string,
    own: string,
): Promise<Result<readonly OrphanedRoom[], ServerFailure>> {
    const seen = await observeAccounts(admin, stewardId, []);
    if (!seen.ok) return seen;
    const active = seen.value.accounts.filter(({ isDeactivated }) => !isDeactivated).map(({ userId }) => userId);
    const joined = await inLanes(active, async (userId) => {
        const answer = await admin.get(`/_synapse/admin/v1/users/${encodeURIComponent(userId)}/memberships`);
        if (!answer.ok) return failed(answer);
        const memberships = Object.entries(asObject(answer.value.memberships) ?? {});
        return ok(memberships.filter(([, membership]) => membership === "join").map(([roomId]) => roomId));
    });
    if (!joined.ok) return joined;
    const rooms = await inLanes([...new Set(joined.value.flat())].sort(), async (roomId) => {
        const answer = await admin.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(roomId)}/state`);
        if (!answer.ok) return failed(answer);
        const events = asArray(answer.value.state).map(asObject);
        const { servers, locals, keepers, name, isRetired } = readKeepers(events, own);
        return ok(keepers.length > 0 || isRetired ? null : { roomId, name, localCount: locals.length, servers });
    });
    return rooms.ok ? ok(rooms.value.filter((room) => room !== null)) : rooms;
}

/** Works on all, a few at once, in their order; the first failure ends it. */
async function inLanes<T, R>(
    items: readonly T[],
    work: (item: T) => Promise<Result<R, ServerFailure>>,
): Promise<Result<readonly R[], ServerFailure>> {
    const results = new Map<number, R>();
    let [next, failure]: [number, ServerFailure | null] = [0, null];
    const lane = async () => {
        for (let at = next++; at < items.length && failure === null; at = next++) {
            const done = await work(items[at] as T);
            if (done.ok) results.set(at, done.value);
            else failure = done.error;
        }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return failure === null ? ok(items.map((_, at) => results.get(at) as R)) : err(failure);
}
