import type { Clock } from "@valise/base";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import type { Connection } from "./createConnection.ts";
import type { SyncPosition, SyncUpdate } from "./SyncUpdate.ts";
import {
    buildSlidingRequest,
    firstWindow,
    growWindow,
    isWhole,
    parseSlidingAnswer,
    slidingSyncPath,
} from "./slidingSync.ts";
import { buildV2Query, parseV2Answer, v2SyncPath } from "./syncV2.ts";

export interface SyncLoop {
    start(position: SyncPosition | null): void;
    stop(): Promise<void>;
    /** Rooms whose members and state are asked for in full (protocol 6). */
    subscribe(roomIds: readonly string[]): void;
    /** Ends a wait for the next attempt: the machine is online again. */
    retryNow(): void;
    /** Ends the long poll, so that a changed subscription is asked for at once. */
    nudge(): void;
}

export interface SyncLoopParts {
    readonly http: MatrixHttp;
    readonly connection: Connection;
    readonly clock: Clock;
    /** Resolves when the update is taken in and written; the next answer is asked for only then. */
    apply(update: SyncUpdate): Promise<void>;
    /** These rooms were asked for in an answered request: from here on every change of them is told. */
    onSubscribed(roomIds: ReadonlySet<string>): void;
    /** The server forgot the position: members must be established again before anything is sent. */
    onPositionLost(): void;
}

const POLL_MS = 25_000;
const POLL_GRACE_MS = 10_000;

/** Keeps asking the homeserver what is new: simplified sliding sync where the server has it, else `/sync`. */
export function createSyncLoop(parts: SyncLoopParts): SyncLoop {
    const { http, connection, clock } = parts;
    let running: Promise<void> | null = null;
    let stopping = new AbortController();
    let poll = new AbortController();
    let subscriptions: readonly string[] = [];
    let wakeUp: (() => void) | null = null;

    const wait = (ms: number) =>
        new Promise<void>((resolve) => {
            const timer = clock.after(ms, resolve);
            wakeUp = () => {
                timer[Symbol.dispose]();
                resolve();
            };
        });

    const waitAfter = async (failure: HttpFailure) => {
        const atLeastMs = failure.kind === "answered" && failure.status === 429 ? (failure.retryAfterMs ?? 1000) : 0;
        await wait(connection.failed(atLeastMs));
        wakeUp = null;
    };

    const run = async (from: SyncPosition | null) => {
        let kind = from?.kind ?? "sliding";
        let pos = from?.pos ?? null;
        let toDevicePos = from?.toDevicePos ?? null;
        let window = from?.kind === "sliding" && from.all ? { size: 1000, total: null } : firstWindow;
        let established: ReadonlySet<string> = new Set();
        connection.connecting();
        while (!stopping.signal.aborted) {
            poll = new AbortController();
            const signal = AbortSignal.any([stopping.signal, poll.signal]);
            const asked = new Set(subscriptions);
            const fresh = [...asked].some((roomId) => !established.has(roomId));
            const quick = pos === null || fresh || (kind === "sliding" && !isWhole(window));
            const timeoutMs = quick ? 0 : POLL_MS;
            const query: Record<string, string> = { timeout: String(timeoutMs) };
            if (pos !== null && kind === "sliding") query.pos = pos;
            const answer =
                kind === "sliding"
                    ? await http.request("POST", slidingSyncPath, {
                          query,
                          body: buildSlidingRequest(window, [...asked], toDevicePos),
                          timeoutMs: timeoutMs + 2 * POLL_GRACE_MS,
                          signal,
                      })
                    : await http.request("GET", v2SyncPath, {
                          query: buildV2Query(pos, timeoutMs),
                          timeoutMs: timeoutMs + (pos === null ? 120_000 : POLL_GRACE_MS),
                          signal,
                      });
            if (stopping.signal.aborted) return;
            if (!answer.ok) {
                if (answer.error.kind === "cancelled") continue;
                if (isUnknownPos(answer.error)) {
                    pos = null;
                    window = firstWindow;
                    established = new Set();
                    parts.onPositionLost();
                    continue;
                }
                if (kind === "sliding" && isUnsupported(answer.error)) {
                    kind = "v2";
                    pos = null;
                    continue;
                }
                await waitAfter(answer.error);
                continue;
            }
            const parsed =
                kind === "sliding"
                    ? parseSlidingAnswer(answer.value, window, toDevicePos)
                    : parseV2Answer(answer.value, window);
            if (parsed === null) {
                await wait(connection.failed(0));
                continue;
            }
            connection.online();
            await parts.apply(parsed.update);
            pos = parsed.update.position.pos;
            toDevicePos = parsed.update.position.toDevicePos;
            window = growWindow(parsed.window);
            established = asked;
            parts.onSubscribed(asked);
        }
    };

    return {
        start(position) {
            if (running !== null) return;
            stopping = new AbortController();
            running = run(position).finally(() => {
                running = null;
                connection.idle();
            });
        },
        async stop() {
            stopping.abort();
            wakeUp?.();
            await running;
        },
        subscribe(roomIds) {
            subscriptions = roomIds;
        },
        retryNow: () => wakeUp?.(),
        nudge: () => poll.abort(),
    };
}

function isUnknownPos(failure: HttpFailure): boolean {
    return failure.kind === "answered" && failure.errcode === "M_UNKNOWN_POS";
}

function isUnsupported(failure: HttpFailure): boolean {
    return failure.kind === "answered" && (failure.errcode === "M_UNRECOGNIZED" || failure.status === 405);
}
