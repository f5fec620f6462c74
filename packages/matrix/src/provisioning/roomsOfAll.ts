import { ok, type Result } from "@valise/base";
import type { ServerFailure } from "@valise/provisioning";
import { asObject } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { inLanes } from "./inLanes.ts";
import { observeAccounts } from "./observeServer.ts";

/** Every room that someone of this server is in, sorted. The server's own list needs statistics, which a small one does without. */
export async function roomsOfAll(
    admin: AdminHttp,
    stewardId: string,
): Promise<Result<readonly string[], ServerFailure>> {
    const seen = await observeAccounts(admin, stewardId, { suspended: [], unlisted: [] });
    if (!seen.ok) return seen;
    const active = seen.value.accounts.filter(({ isDeactivated }) => !isDeactivated).map(({ userId }) => userId);
    const joined = await inLanes(active, async (userId) => {
        const answer = await admin.get(`/_synapse/admin/v1/users/${encodeURIComponent(userId)}/memberships`);
        if (!answer.ok) return failed(answer);
        const memberships = Object.entries(asObject(answer.value.memberships) ?? {});
        return ok(memberships.filter(([, membership]) => membership === "join").map(([roomId]) => roomId));
    });
    return joined.ok ? ok([...new Set(joined.value.flat())].sort()) : joined;
}
