import { type Clock, err, ok, type Result } from "@valise/base";
import type { AgencySnapshot, EngineFailure } from "@valise/bridge";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { foldFailure } from "../http/foldFailure.ts";
import { asString, type JsonObject } from "../json.ts";
import type { SessionRecord } from "./Account.ts";

export interface PasswordSignIn {
    /** A whole user id, or its local part. */
    readonly user: string;
    readonly password: string;
    readonly deviceName: string;
    /** The device that goes on after a soft sign-out. */
    readonly deviceId: string | null;
}

/** `m.login.password`. */
export const signInWithPassword = (
    http: MatrixHttp,
    agency: AgencySnapshot,
    input: PasswordSignIn,
    clock: Clock,
): Promise<Result<SessionRecord, EngineFailure>> =>
    logIn(http, agency, clock, "wrong-password", {
        type: "m.login.password",
        identifier: { type: "m.id.user", user: input.user },
        password: input.password,
        initial_device_display_name: input.deviceName,
        ...(input.deviceId === null ? {} : { device_id: input.deviceId }),
    });

export interface TokenSignIn {
    /** `loginToken` that an identity provider's way through the browser ended with. */
    readonly token: string;
    readonly deviceName: string;
    readonly deviceId: string | null;
}

/** `m.login.token`: used once, and short-lived. */
export const signInWithToken = (
    http: MatrixHttp,
    agency: AgencySnapshot,
    input: TokenSignIn,
    clock: Clock,
): Promise<Result<SessionRecord, EngineFailure>> =>
    logIn(http, agency, clock, "sign-in-expired", {
        type: "m.login.token",
        token: input.token,
        initial_device_display_name: input.deviceName,
        ...(input.deviceId === null ? {} : { device_id: input.deviceId }),
    });

/**
 * Whoever signed in is the one who was named (a whole id, or its local part; null: nobody was), or their session ends again
 * and nothing of it is kept.
 */
export async function onlyAs(
    named: string | null,
    signedIn: Result<SessionRecord, EngineFailure>,
    httpWith: (accessToken: string) => MatrixHttp,
): Promise<Result<SessionRecord, EngineFailure>> {
    if (!signedIn.ok || named === null) return signedIn;
    const { userId, accessToken } = signedIn.value;
    if (named === userId || `@${named}` === userId.split(":")[0]) return signedIn;
    await httpWith(accessToken).request("POST", "/_matrix/client/v3/logout", { body: {}, timeoutMs: 5_000 });
    return err({ kind: "other-account", user: userId });
}

async function logIn(
    http: MatrixHttp,
    agency: AgencySnapshot,
    clock: Clock,
    refusal: "wrong-password" | "sign-in-expired",
    body: JsonObject,
): Promise<Result<SessionRecord, EngineFailure>> {
    const answer = await http.request("POST", "/_matrix/client/v3/login", { withoutToken: true, body });
    if (!answer.ok) {
        const failure = answer.error;
        if (failure.kind === "answered" && failure.status === 403 && failure.errcode === "M_FORBIDDEN") {
            return err({ kind: refusal });
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
