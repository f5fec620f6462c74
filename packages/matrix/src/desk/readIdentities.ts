import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, UserId } from "@valise/bridge";
import { foldFailure } from "../http/foldFailure.ts";
import { asObject, asString, type JsonObject } from "../json.ts";
import type { Account } from "../session/Account.ts";

export interface ShownIdentity {
    readonly userId: UserId;
    readonly masterKey: string | null;
    readonly deviceIds: string[];
}

/** Asked afresh, past every cache: an officer compares what the server says at this moment with what the person says. */
export async function readIdentities(
    { http, clock }: Pick<Account, "http" | "clock">,
    userIds: readonly UserId[],
): Promise<Result<ShownIdentity[], EngineFailure>> {
    const body = { device_keys: Object.fromEntries(userIds.map((userId) => [userId, []])), timeout: 10_000 };
    const answer = await http.request("POST", "/_matrix/client/v3/keys/query", { body });
    if (!answer.ok) return err(foldFailure(answer.error, clock));
    const masterKeys = asObject(answer.value.master_keys);
    const devices = asObject(answer.value.device_keys);
    return ok(
        userIds.map((userId) => ({
            userId,
            masterKey: masterKeyIn(asObject(masterKeys?.[userId])),
            deviceIds: Object.keys(asObject(devices?.[userId]) ?? {}).slice(0, 200),
        })),
    );
}

/** The one Ed25519 key of a cross-signing key object; null when it names none, or several. */
function masterKeyIn(object: JsonObject | null): string | null {
    const keys = Object.values(asObject(object?.keys) ?? {}).map(asString);
    const [key = null] = keys;
    return keys.length === 1 && key !== null && /^[A-Za-z0-9+/]{43}$/.test(key) ? key : null;
}
