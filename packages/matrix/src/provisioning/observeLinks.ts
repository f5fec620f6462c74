import { ok, type Result } from "@valise/base";
import type { FederationLink, ServerFailure } from "@valise/provisioning";
import { asArray, asNumber, asObject, asString } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";

const PAGE = 500;
const base = "/_synapse/admin/v1/federation/destinations";

/** Every server this one has ever sent to, since when that fails, and then in how many rooms something waits for it. */
export async function observeLinks(admin: AdminHttp): Promise<Result<readonly FederationLink[], ServerFailure>> {
    const links: FederationLink[] = [];
    const sentUpTo = new Map<string, number>();
    for (let from: string | null = "0"; from !== null; ) {
        const page = await admin.get(base, { from, limit: String(PAGE) });
        if (!page.ok) return failed(page);
        for (const told of asArray(page.value.destinations).map(asObject)) {
            const serverName = asString(told?.destination);
            if (serverName === null) continue;
            const failingSinceMs = asNumber(told?.failure_ts);
            const [lastMs, everyMs] = [asNumber(told?.retry_last_ts) ?? 0, asNumber(told?.retry_interval) ?? 0];
            const retryAtMs = failingSinceMs === null || lastMs === 0 ? null : lastMs + everyMs;
            links.push({ serverName, failingSinceMs, retryAtMs, waitingRooms: null });
            sentUpTo.set(serverName, asNumber(told?.last_successful_stream_ordering) ?? 0);
        }
        from = asString(page.value.next_token);
    }
    for (const [at, link] of links.entries()) {
        if (link.failingSinceMs === null) continue;
        const waitingRooms = await countWaiting(admin, link.serverName, sentUpTo.get(link.serverName) ?? 0);
        if (!waitingRooms.ok) return waitingRooms;
        links[at] = { ...link, waitingRooms: waitingRooms.value };
    }
    return ok(links);
}

/** Rooms whose newest event is newer than what that server was last given: what the homeserver itself catches up by. */
async function countWaiting(
    admin: AdminHttp,
    serverName: string,
    sentUpTo: number,
): Promise<Result<number, ServerFailure>> {
    let count = 0;
    for (let from: string | null = "0"; from !== null; ) {
        const page = await admin.get(`${base}/${encodeURIComponent(serverName)}/rooms`, { from, limit: String(PAGE) });
        if (!page.ok) return failed(page);
        const rooms = asArray(page.value.rooms).map(asObject);
        count += rooms.filter((room) => (asNumber(room?.stream_ordering) ?? 0) > sentUpTo).length;
        from = asString(page.value.next_token);
    }
    return ok(count);
}

/** Its back-off is forgotten; one that is not backed off from (400), or was never spoken to (404), needs nothing. */
export async function retryLink(admin: AdminHttp, serverName: string): Promise<Result<void, ServerFailure>> {
    const reset = await admin.send("POST", `${base}/${encodeURIComponent(serverName)}/reset_connection`);
    if (reset.ok || (reset.error.kind === "answered" && [400, 404].includes(reset.error.status))) return ok();
    return failed(reset);
}
