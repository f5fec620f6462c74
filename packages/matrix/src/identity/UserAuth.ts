import type { Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import { asArray, asObject, asString, type JsonObject } from "../json.ts";

/** One way to show who is asking (user-interactive authentication, client-server 4.7). */
export interface UserAuth {
    /** Sends `body`; when the server asks who is asking, again with the proof. */
    request(
        http: MatrixHttp,
        method: string,
        path: string,
        body: JsonObject,
    ): Promise<Result<JsonObject, EngineFailure>>;
    /** Shows that it can be shown, as far as that takes no person, and changes nothing. */
    prove(http: MatrixHttp): Promise<Result<void, EngineFailure>>;
    /** For requests the SDK makes itself; throws what the SDK throws, or a {@link UserAuthError}. */
    forSdk<T>(makeRequest: (auth: object | null) => Promise<T>): Promise<T>;
}

/** Nobody showed who is asking, and nothing was done. */
export class UserAuthError extends Error {
    override readonly name = "UserAuthError";
    readonly failure: EngineFailure;
    constructor(failure: EngineFailure) {
        super(failure.kind);
        this.failure = failure;
    }
}

/** What a server asks before it does something. */
export interface Challenge {
    readonly session: string;
    /** Ways of a single stage: what this program can show. */
    readonly ways: ReadonlySet<string>;
}

/** Deletes nothing: an empty list of devices. */
export const askNothing = { path: "/_matrix/client/v3/delete_devices", body: { devices: [] } } as const;

export const PASSWORD = "m.login.password";
export const PROVIDER = "m.login.sso";

export function challengeOf(failure: HttpFailure): Challenge | null {
    return failure.kind === "answered" && failure.status === 401 ? readChallenge(failure.body) : null;
}

/** The same of what the SDK threw. */
export const challengeIn = (cause: unknown): Challenge | null =>
    readChallenge(asObject((cause as { data?: unknown } | null)?.data));

function readChallenge(body: JsonObject | null): Challenge | null {
    const session = asString(body?.session);
    if (session === null) return null;
    const flows = asArray(body?.flows).map((flow) => asArray(asObject(flow)?.stages));
    const single = flows.flatMap((stages) => (stages.length === 1 ? [stages[0]] : []));
    return { session, ways: new Set(single.filter((stage) => typeof stage === "string")) };
}
