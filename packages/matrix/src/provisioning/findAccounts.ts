import { ok, type Result } from "@valise/base";
import {
    accountKey,
    FOUND_AT_MOST,
    type FoundAccount,
    type FoundAccounts,
    type RegisterEntry,
    type ServerFailure,
} from "@valise/provisioning";
import { asArray, asNumber, asObject, asString } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { isSo } from "./observeServer.ts";

/** Accounts by a part of their id or name. The list does not say who is suspended, so each that is shown is asked for. */
export async function findAccounts(
    admin: AdminHttp,
    stewardId: string,
    register: Readonly<Record<string, RegisterEntry>>,
    text: string,
): Promise<Result<FoundAccounts, ServerFailure>> {
    const page = await admin.get("/_synapse/admin/v2/users", {
        ...{ from: "0", limit: String(FOUND_AT_MOST), deactivated: "true", locked: "true", guests: "false" },
        ...(text === "" ? {} : { name: text }),
    });
    if (!page.ok) return failed(page);
    const accounts: FoundAccount[] = [];
    for (const user of asArray(page.value.users).map(asObject)) {
        const userId = asString(user?.name);
        if (user === null || userId === null || userId === stewardId) continue;
        const full = await admin.get(`/_synapse/admin/v2/users/${encodeURIComponent(userId)}`);
        if (!full.ok) return failed(full);
        const entry = register[accountKey(userId)];
        accounts.push({
            userId,
            displayName: asString(user.displayname),
            isAdmin: isSo(user.admin),
            isLocked: isSo(user.locked),
            isSuspended: isSo(full.value.suspended),
            isDeactivated: isSo(user.deactivated),
            isUnlisted: entry?.listed === false,
            isManaged: entry !== undefined && entry.state !== "removed",
            expires: asString(entry?.expires),
        });
    }
    const total = asNumber(page.value.total) ?? accounts.length;
    return ok({ accounts, total, nowMs: admin.serverTimeMs() });
}
