import type { Clock } from "@valise/base";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import type { Connection } from "./createConnection.ts";
import { createPace } from "./createPace.ts";
import { createSlidingSource } from "./createSlidingSource.ts";
import { createV2Source } from "./createV2Source.ts";
import type { SyncPosition, SyncUpdate } from "./SyncUpdate.ts";

/** One way of asking what is new. Keeps its own position; the loop decides when to ask and what a failure means. */
export interface SyncSource {
    readonly kind: SyncPosition["kind"];
    /** Null: the answer was none of this interface's. */
    ask(
        http: MatrixHttp,
        subscriptions: ReadonlySet<string>,
        /** Answer at once, also when nothing is new: the connection has just been lost. */
        atOnce: boolean,
        signal: AbortSignal,
    ): Promise<{ update: SyncUpdate | null } | HttpFailure>;
    /** The update was taken in and written: the next question starts from it. */
    advance(update: SyncUpdate, subscriptions: ReadonlySet<string>): void;
    /** The server forgot where we were. */
    restart(): void;
}

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
    readonly myUserId: string;
    /** Whoever comes to this room gets no key before they showed a clearance, and nobody waits for them here. */
    mayRest(roomId: string): boolean;
    /**
     * Resolves when the update is taken in and written; the next answer is asked for only then. `isCrowd`: one of many that
     * only say who comes.
     */
    apply(update: SyncUpdate, isCrowd: boolean): Promise<void>;
    /** These rooms were asked for in an answered request: from here on every change of them is told. */
    onSubscribed(roomIds: ReadonlySet<string>): void;
    /** The first answer after a time without one has been taken in. */
    onReturned(): void;
    /** The server forgot the position: members must be established again before anything is sent. */
    onPositionLost(): void;
}

/** Keeps asking the homeserver what is new: simplified sliding sync where the server has it, else `/sync`. */
export function createSyncLoop(parts: SyncLoopParts): SyncLoop {
    const { http, connection, clock } = parts;
    const pace = createPace(clock, parts.myUserId, parts.mayRest);
    let running: Promise<void> | null = null;
    let stopping = new AbortController();
    let poll = new AbortController();
    let subscriptions: ReadonlySet<string> = new Set();
    let wakeUp: () => void = () => {};
    let endRest: () => void = () => {};

    const pause = (ms: number, canEnd: (end: () => void) => void) =>
        new Promise<void>((resolve) => {
            if (stopping.signal.aborted) return resolve();
            const timer = clock.after(ms, resolve);
            canEnd(() => {
                timer[Symbol.dispose]();
                resolve();
            });
        });
    const wait = (ms: number) =>
        pause(ms, (end) => {
            wakeUp = end;
        });
    const rest = async (ms: number) => {
        if (ms > 0)
            await pause(ms, (end) => {
                endRest = end;
            });
    };

    /** What a failed question means; answers the source to go on with. */
    const recover = async (source: SyncSource, failure: HttpFailure): Promise<SyncSource> => {
        if (failure.kind === "cancelled") return source;
        if (failure.kind === "answered" && failure.errcode === "M_UNKNOWN_POS") {
            source.restart();
            parts.onPositionLost();
            return source;
        }
        if (source.kind === "sliding" && isUnsupported(failure)) {
            parts.onPositionLost();
            return createV2Source(null);
        }
        const atLeastMs = failure.kind === "answered" && failure.status === 429 ? (failure.retryAfterMs ?? 1000) : 0;
        await wait(connection.failed(atLeastMs));
        return source;
    };

    const run = async (from: SyncPosition | null) => {
        let source: SyncSource = from?.kind === "v2" ? createV2Source(from) : createSlidingSource(from);
        connection.connecting();
        while (!stopping.signal.aborted) {
            poll = new AbortController();
            const asked = subscriptions;
            const answer = await source.ask(http, asked, connection.snapshot().state !== "online", poll.signal);
            if (stopping.signal.aborted) return;
            if ("kind" in answer) {
                source = await recover(source, answer);
                continue;
            }
            if (answer.update === null) {
                await wait(connection.failed(0));
                continue;
            }
            const wasAway = connection.snapshot().state !== "online";
            connection.online();
            await rest(pace.beforeMs(answer.update));
            if (stopping.signal.aborted) return;
            const restMs = pace.afterMs(answer.update);
            await parts.apply(answer.update, restMs > 0);
            source.advance(answer.update, asked);
            parts.onSubscribed(asked);
            if (wasAway) parts.onReturned();
            // Another subscription is asked for at once.
            if (asked === subscriptions) await rest(restMs);
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
            poll.abort();
            wakeUp();
            endRest();
            await running;
        },
        subscribe(roomIds) {
            subscriptions = new Set(roomIds);
        },
        retryNow: () => wakeUp(),
        nudge() {
            poll.abort();
            endRest();
        },
    };
}

function isUnsupported(failure: HttpFailure): boolean {
    return failure.kind === "answered" && (failure.errcode === "M_UNRECOGNIZED" || failure.status === 405);
}
