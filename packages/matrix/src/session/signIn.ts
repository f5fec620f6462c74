import { type Clock, err, ok, type Result } from "@valise/base";
import type { AgencySnapshot, EngineFailure } from "@valise/bridge";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { foldFailure } from "../http/foldFailure.ts";
import { asString } from "../json.ts";
import type { SessionRecord } from "./Account.ts";

export interface PasswordSignIn {
    /** A whole user id, or its local part. */
    readonly user: string;
    readonly password: string;
    readonly deviceName: string;
    /** The device that goes on after a soft sign-out. */
    readonly deviceId: string | null;
}

/** `m.login.password`. Another way in (OIDC) is another function that answers the same record. */
export async function signInWithPassword(
    http: MatrixHttp,
    agency: AgencySnapshot,
    input: PasswordSignIn,
    clock: Clock,
): Promise<Result<SessionRecord, EngineFailure>> {
    const answer = await http.request("POST", "/_matrix/client/v3/login", {
        withoutToken: true,
        body: {
            type: "m.login.password",
            identifier: { type: "m.id.user", user: input.user },
            password: input.password,
            initial_device_display_name: input.deviceName,
            ...(input.deviceId === null ? {} : { device_id: input.deviceId }),
        },
    });
    if (!answer.ok) {
        const failure = answer.error;
        if (failure.kind === "answered" && failure.status === 403 && failure.errcode === "M_FORBIDDEN") {
            return err({ kind: "wrong-password" });
        }
        if (failure.kind === "answered" && failure.status === 404 && failure.errcode !== "M_NOT_FOUND") {
            return err({ kind: "not-a-matrix-server" });
        }
        return err(foldFailure(failure, clock));
    }
    const userId = asString(answer.value.user_id);
    const deviceId = asString(answer.value.device_id);
    const accessToken = asString(answer.value.access_token);
    if (userId === null || deviceId === null || accessToken === null) return err({ kind: "not-a-matrix-server" });
    return ok({ userId, deviceId, accessToken, agency, displayName: null });
}
