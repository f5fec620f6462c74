import { err, ok, type Result } from "@valise/base";
import { asNumber, asObject, asString, type JsonObject } from "../json.ts";
import type { HttpFailure } from "./HttpFailure.ts";
import { limitRequest, type RequestLimit } from "./limitRequest.ts";

export type FetchLike = (input: string, init: RequestInit) => Promise<Response>;

export interface UploadInit {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array<ArrayBuffer>;
    readonly signal: AbortSignal;
    /** So many bytes have left; called in order, and never with more than there are. */
    progressed(sentBytes: number): void;
}

/** A `fetch` that tells how far the body is. Follows no redirect. */
export type UploadLike = (input: string, init: UploadInit) => Promise<Response>;

export interface RequestOptions {
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    /** Given up after this long without the whole answer, or where progress is told, without any; 30 s. */
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal;
    /** Sign-in itself carries no token. */
    readonly withoutToken?: boolean;
}

export interface TransferControl {
    readonly signal: AbortSignal;
    progressed(bytes: number): void;
}

/** One homeserver's client-server interface: JSON in, JSON object out, failures as values, no retries. */
export interface MatrixHttp {
    request(method: string, path: string, options?: RequestOptions): Promise<Result<JsonObject, HttpFailure>>;
    /** For the one answer that is a JSON array: the whole state of a room. */
    requestList(path: string, options?: RequestOptions): Promise<Result<readonly unknown[], HttpFailure>>;
    uploadBytes(bytes: Uint8Array, control: TransferControl): Promise<Result<JsonObject, HttpFailure>>;
    /** Stops reading beyond `maxBytes`: a server can send without end. */
    downloadBytes(
        path: string,
        control: TransferControl & { readonly maxBytes: number },
    ): Promise<Result<Uint8Array<ArrayBuffer>, HttpFailure | { readonly kind: "too-large" }>>;
}

export interface MatrixHttpParts {
    readonly baseUrl: string;
    readonly fetch: FetchLike;
    accessToken(): string | null;
    /** The server says in Matrix's own words that the token is gone. Nothing else signs anybody out. */
    onTokenGone(soft: boolean): void;
    /** How files leave; where it is absent, none can. */
    readonly upload?: UploadLike;
    /** Every answer, with the server's `Date`, for "last heard" and the clock's difference. */
    onHeard(dateHeader: string | null): void;
}

/** How one request goes out. */
type Carry = (address: string, init: CarryInit, limit: RequestLimit) => Promise<Response>;
type CarryInit = { readonly method: string; readonly headers: Record<string, string>; readonly body?: string };

const DEFAULT_TIMEOUT_MS = 30_000;
/**
 * Without one more byte. A large file on a slow link takes hours, and is not given up while it moves; what the sockets
 * still hold when all has left (200 kB, say) needs its time too, at 16 kbit/s.
 */
const TRANSFER_IDLE_MS = 300_000;

export function createMatrixHttp(parts: MatrixHttpParts): MatrixHttp {
    const byFetch: Carry = (address, init, { signal }) => parts.fetch(address, { ...init, signal, redirect: "error" });

    /** Sends, and reads the answer with `read`; the time limit covers both. */
    const perform = async <T>(
        method: string,
        path: string,
        init: { readonly headers: Record<string, string>; readonly body?: string },
        options: RequestOptions,
        read: (response: Response, limit: RequestLimit) => Promise<Result<T, HttpFailure>>,
        carry: Carry = byFetch,
    ): Promise<Result<T, HttpFailure>> => {
        const query = options.query ? `?${new URLSearchParams(options.query)}` : "";
        const token = options.withoutToken ? null : parts.accessToken();
        const headers = token === null ? init.headers : { ...init.headers, Authorization: `Bearer ${token}` };
        const limit = limitRequest(options.timeoutMs ?? DEFAULT_TIMEOUT_MS, options.signal);
        const address = `${parts.baseUrl.replace(/\/+$/, "")}${path}${query}`;
        try {
            const response = await carry(address, { ...init, method, headers }, limit);
            return response.ok ? await read(response, limit) : err(await refusal(response));
        } catch (cause) {
            if (options.signal?.aborted) return err({ kind: "cancelled" });
            return err({ kind: "no-answer", reached: !isRefused(cause), cause });
        } finally {
            limit.release();
        }
    };

    const refusal = async (response: Response): Promise<HttpFailure> => {
        const body = parseObject(await response.text());
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

    const readObject = async (response: Response): Promise<Result<JsonObject, HttpFailure>> => {
        const body = parseObject(await response.text());
        parts.onHeard(response.headers.get("date"));
        // No answer of success names an error: something in between said "200" for it.
        return body === null || asString(body.errcode) !== null ? err(garbled(response)) : ok(body);
    };

    const readList = async (response: Response): Promise<Result<readonly unknown[], HttpFailure>> => {
        const body = parseJson(await response.text());
        parts.onHeard(response.headers.get("date"));
        return Array.isArray(body) ? ok(body) : err(garbled(response));
    };

    return {
        requestList: (path, options = {}) => perform("GET", path, { headers: {} }, options, readList),
        request(method, path, options = {}) {
            if (options.body === undefined) return perform(method, path, { headers: {} }, options, readObject);
            const headers = { "Content-Type": "application/json" };
            return perform(method, path, { headers, body: JSON.stringify(options.body) }, options, readObject);
        },
        async uploadBytes(bytes, { signal, progressed }) {
            const { upload } = parts;
            if (upload === undefined) throw new Error("this session uploads nothing");
            const headers = { "Content-Type": "application/octet-stream" };
            const body = bytes as Uint8Array<ArrayBuffer>;
            const options = { signal, timeoutMs: TRANSFER_IDLE_MS };
            return perform("POST", "/_matrix/media/v3/upload", { headers }, options, readObject, (to, init, limit) => {
                const moved = (sentBytes: number) => {
                    limit.renew();
                    progressed(sentBytes);
                };
                return upload(to, { ...init, body, signal: limit.signal, progressed: moved });
            });
        },
        async downloadBytes(path, { maxBytes, signal, progressed }) {
            const options = { signal, timeoutMs: TRANSFER_IDLE_MS };
            const answer = await perform("GET", path, { headers: {} }, options, async (response, limit) => {
                const moved = (receivedBytes: number) => {
                    limit.renew();
                    progressed(receivedBytes);
                };
                return ok(await readAtMost(response, maxBytes, moved));
            });
            if (!answer.ok) return answer;
            return answer.value === null ? err({ kind: "too-large" }) : ok(answer.value);
        },
    };
}

/** Null: there is more than that. */
async function readAtMost(
    response: Response,
    maxBytes: number,
    progressed: (receivedBytes: number) => void,
): Promise<Uint8Array<ArrayBuffer> | null> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
        size += part.value.byteLength;
        if (size > maxBytes) {
            await reader?.cancel();
            return null;
        }
        chunks.push(part.value);
        progressed(size);
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.byteLength;
    }
    return bytes;
}

const parseObject = (text: string): JsonObject | null => asObject(parseJson(text));

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}

/** A 200 that is not JSON, or is an error: a captive portal or a broken proxy, to be waited out like a 502. */
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
