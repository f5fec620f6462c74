import { err, ok, type Result, systemClock } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { foldFailure } from "../http/foldFailure.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import { asObject, asString, type JsonObject } from "../json.ts";

/** User-interactive authentication with the password (client-server 4.7). */
export function passwordAuth(userId: string, password: string) {
    const authFor = (session: string | null) => ({
        type: "m.login.password",
        identifier: { type: "m.id.user", user: userId },
        password,
        ...(session === null ? {} : { session }),
    });

    /** Sends `body`; when the server asks who is asking, again with the password. */
    const request = async (
        http: MatrixHttp,
        method: string,
        path: string,
        body: JsonObject,
    ): Promise<Result<JsonObject, EngineFailure>> => {
        const first = await http.request(method, path, { body });
        if (first.ok) return first;
        const session = challengeOf(first.error);
        if (session === null) return err(foldFailure(first.error, systemClock));
        const second = await http.request(method, path, { body: { ...body, auth: authFor(session) } });
        if (second.ok) return second;
        if (
            second.error.kind === "answered" &&
            (second.error.status === 401 || second.error.errcode === "M_FORBIDDEN")
        ) {
            return err({ kind: "wrong-password" });
        }
        return err(foldFailure(second.error, systemClock));
    };

    return {
        request,
        /** Shows that the password is right, and changes nothing: an empty list of devices is deleted. */
        async prove(http: MatrixHttp): Promise<Result<void, EngineFailure>> {
            const answer = await request(http, "POST", "/_matrix/client/v3/delete_devices", { devices: [] });
            return answer.ok ? ok() : answer;
        },
        /** For requests the SDK makes itself. */
        async forSdk<T>(makeRequest: (auth: object | null) => Promise<T>): Promise<T> {
            try {
                return await makeRequest(null);
            } catch (cause) {
                const data = asObject((cause as { data?: unknown } | null)?.data);
                const session = asString(data?.session);
                if (session === null) throw cause;
                return makeRequest(authFor(session));
            }
        },
    };
}

function challengeOf(failure: HttpFailure): string | null {
    if (failure.kind !== "answered" || failure.status !== 401) return null;
    return asString(failure.body?.session);
}
