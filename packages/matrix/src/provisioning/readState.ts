import { ok, type Result } from "@valise/base";
import type { ServerFailure } from "@valise/provisioning";
import { asArray, asObject, type JsonObject } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";

/** A room's current state events, as its server tells an administrator. */
export async function readState(
    admin: AdminHttp,
    roomId: string,
): Promise<Result<readonly (JsonObject | null)[], ServerFailure>> {
    const answer = await admin.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(roomId)}/state`);
    return answer.ok ? ok(asArray(answer.value.state).map(asObject)) : failed(answer);
}

/** The server holds nothing of it. */
export const isUnknown = (failure: ServerFailure): boolean => failure.kind === "refused" && failure.status === 404;
