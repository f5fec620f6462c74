import { err, ok, type Result } from "@valise/base";
import { asNumber, asObject, asString, type JsonObject } from "../json.ts";
import type { HttpFailure } from "./HttpFailure.ts";

export type FetchLike = (input: string, init: RequestInit) => Promise<Response>;

export interface RequestOptions {
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    /** Given up after this long without the whole answer; 30 s. */
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal;
    /** Sign-in itself carries no token. */
    readonly withoutToken?: boolean;
}

/** One homeserver's client-server interface: JSON in, JSON object out, failures as values, no retries. */
export interface MatrixHttp {
    request(method: string, path: string, options?: RequestOptions): Promise<Result<JsonObject, HttpFailure>>;
    uploadBytes(bytes: Uint8Array, signal: AbortSignal): Promise<Result<JsonObject, HttpFailure>>;
    downloadBytes(path: string): Promise<Result<Uint8Array<ArrayBuffer>, HttpFailure>>;
}

export interface MatrixHttpParts {
    readonly baseUrl: string;
    readonly fetch: FetchLike;
    accessToken(): string | null;
    /** The server says in Matrix's own words that the token is gone. Nothing else signs anybody out. */
    onTokenGone(soft: boolean): void;
    /** Every answer, with the server's `Date`, for "last heard" and the clock's difference. */
    onHeard(dateHeader: string | null): void;
}

const DEFAULT_TIMEOUT_MS = 30_000;

export function createMatrixHttp(parts: MatrixHttpParts): MatrixHttp {
    const perform = async (
        method: string,
        path: string,
        init: { query?: Readonly<Record<string, string>>; headers: Record<string, string>; body?: BodyInit },
        options: { timeoutMs?: number; signal?: AbortSignal; withoutToken?: boolean },
    ): Promise<Result<Response, HttpFailure>> => {
        const query = init.query ? `?${new URLSearchParams(init.query)}` : "";
        const token = options.withoutToken ? null : parts.accessToken();
        const headers = token === null ? init.headers : { ...init.headers, Authorization: `Bearer ${token}` };
        const signals = [AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS)];
        if (options.signal) signals.push(options.signal);
        try {
            const response = await parts.fetch(`${parts.baseUrl.replace(/\/+$/, "")}${path}${query}`, {
                method,
                headers,
                signal: AbortSignal.any(signals),
                redirect: "error",
                ...(init.body === undefined ? {} : { body: init.body }),
            });
            return ok(response);
        } catch (cause) {
            if (options.signal?.aborted) return err({ kind: "cancelled" });
            return err({ kind: "no-answer", reached: !isRefused(cause), cause });
        }
    };

    const refusal = async (response: Response): Promise<HttpFailure> => {
        const body = await readJson(response);
        const errcode = asString(body?.errcode);
        const softLogout = body?.soft_logout === true;
        if (response.status === 401 && (errcode === "M_UNKNOWN_TOKEN" || errcode === "M_MISSING_TOKEN")) {
            if (errcode === "M_UNKNOWN_TOKEN") parts.onTokenGone(softLogout);
        }
        return {
            kind: "answered",
            status: response.status,
            errcode,
            softLogout,
            retryAfterMs: asNumber(body?.retry_after_ms),
            retryAfter: response.headers.get("retry-after"),
            body,
        };
    };

    const json = async (response: Response, signal?: AbortSignal): Promise<Result<JsonObject, HttpFailure>> => {
        if (!response.ok) return err(await refusal(response));
        try {
            const body = asObject(JSON.parse(await response.text()));
            parts.onHeard(response.headers.get("date"));
            if (body !== null) return ok(body);
        } catch (cause) {
            if (signal?.aborted) return err({ kind: "cancelled" });
            if (!(cause instanceof SyntaxError)) return err({ kind: "no-answer", reached: true, cause });
        }
        return err(garbled(response));
    };

    return {
        async request(method, path, options = {}) {
            const headers: Record<string, string> =
                options.body === undefined ? {} : { "Content-Type": "application/json" };
            const response = await perform(
                method,
                path,
                {
                    headers,
                    ...(options.query ? { query: options.query } : {}),
                    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
                },
                options,
            );
            return response.ok ? json(response.value, options.signal) : response;
        },
        async uploadBytes(bytes, signal) {
            const headers = { "Content-Type": "application/octet-stream" };
            const body = new Blob([bytes as Uint8Array<ArrayBuffer>]);
            const response = await perform(
                "POST",
                "/_matrix/media/v3/upload",
                { headers, body },
                { signal, timeoutMs: 600_000 },
            );
            return response.ok ? json(response.value, signal) : response;
        },
        async downloadBytes(path) {
            const response = await perform("GET", path, { headers: {} }, { timeoutMs: 600_000 });
            if (!response.ok) return response;
            if (!response.value.ok) return err(await refusal(response.value));
            try {
                return ok(new Uint8Array(await response.value.arrayBuffer()));
            } catch (cause) {
                return err({ kind: "no-answer", reached: true, cause });
            }
        },
    };
}

async function readJson(response: Response): Promise<JsonObject | null> {
    try {
        return asObject(JSON.parse(await response.text()));
    } catch {
        return null;
    }
}

/** A 200 that is not JSON: a captive portal or a broken proxy, to be waited out like a 502. */
function garbled(response: Response): HttpFailure {
    return {
        kind: "answered",
        status: response.status === 200 ? 502 : response.status,
        errcode: null,
        softLogout: false,
        retryAfterMs: null,
        retryAfter: null,
        body: null,
    };
}

const refusedCodes = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
function isRefused(cause: unknown): boolean {
    const inner = asObject((cause as { cause?: unknown } | null)?.cause);
    return refusedCodes.has(asString(inner?.code) ?? "");
}
