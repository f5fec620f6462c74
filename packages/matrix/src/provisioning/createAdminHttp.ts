import { type Clock, err, type Result } from "@valise/base";
import type { ServerFailure } from "@valise/provisioning";
import { createMatrixHttp, type FetchLike } from "../http/createMatrixHttp.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import type { JsonObject } from "../json.ts";

export interface AdminHttpParts {
    /** Serves the admin API and the client API. */
    readonly baseUrl: string;
    readonly fetch: FetchLike;
    readonly clock: Clock;
}

/** Requests as one account; waits as long as a rate limit asks. */
export interface AdminHttp {
    get(path: string, query?: Readonly<Record<string, string>>): Promise<Result<JsonObject, HttpFailure>>;
    send(method: "PUT" | "POST" | "DELETE", path: string, body?: object): Promise<Result<JsonObject, HttpFailure>>;
    /** The server's time by its newest answer, in ms; its `Date` counts seconds. */
    serverTimeMs(): number;
}

/** A server that asks to wait longer has something else than a rate limit. */
const LONGEST_WAIT_MS = 120_000;
const READS = 3;

export function createAdminHttp({ baseUrl, fetch, clock }: AdminHttpParts, token: string): AdminHttp {
    let heardMs: number = clock.nowMs();
    const http = createMatrixHttp({
        baseUrl,
        fetch,
        accessToken: () => token,
        onTokenGone: () => {},
        onHeard(date) {
            const ms = Date.parse(date ?? "");
            if (!Number.isNaN(ms)) heardMs = ms;
        },
    });
    const wait = (ms: number) => new Promise<void>((done) => clock.after(ms, done));
    const request: typeof http.request = async (method, path, options) => {
        for (let waitedMs = 0; ; ) {
            const answer = await http.request(method, path, options);
            if (answer.ok || answer.error.kind !== "answered" || answer.error.status !== 429) return answer;
            const waitMs = Math.max(answer.error.retryAfterMs ?? 1000, 50);
            waitedMs += waitMs;
            if (waitedMs > LONGEST_WAIT_MS) return answer;
            await wait(waitMs);
        }
    };
    return {
        async get(path, query) {
            // Reading again changes nothing, so a lost answer is asked for again.
            for (let read = 1; ; read++) {
                const answer = await request("GET", path, { ...(query && { query }), timeoutMs: 60_000 });
                if (answer.ok || answer.error.kind !== "no-answer" || read === READS) return answer;
                await wait(200 * read);
            }
        },
        send: (method, path, body = {}) => request(method, path, { body, timeoutMs: 60_000 }),
        serverTimeMs: () => heardMs,
    };
}

/** What an administrator can be told of a request that failed. */
export function foldServerFailure(failure: HttpFailure): ServerFailure {
    if (failure.kind !== "answered") return { kind: "no-answer" };
    const { status, errcode } = failure;
    if (status === 401 || (status === 403 && errcode === "M_FORBIDDEN_ADMIN")) return { kind: "not-admin" };
    if (status === 404 && errcode === "M_UNRECOGNIZED") return { kind: "not-a-homeserver" };
    return { kind: "refused", status, errcode };
}

export function failed<T>(answer: Result<T, HttpFailure>): Result<never, ServerFailure> {
    if (answer.ok) throw new Error("no failure");
    return err(foldServerFailure(answer.error));
}
