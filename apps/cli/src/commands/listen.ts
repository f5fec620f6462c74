import type { RoomId, TimelineItemSnapshot } from "@valise/bridge";
import type { EngineConnection } from "../engine/connectEngine.ts";
import { timedOut } from "../engine/until.ts";
import { parseRoomId } from "./arguments.ts";
import { type Context, withReadySession } from "./Context.ts";
import { readGatewayFile, serveGatewayOf } from "./crisis/serveGatewayFile.ts";
import { heardMessage, isJudged } from "./heardMessage.ts";
import { ListenMarks } from "./ListenMarks.ts";

export interface ListenOptions {
    readonly room?: string;
    readonly until?: string;
    readonly timeout?: number;
    /** What a plan's step "gateway" runs while this does. */
    readonly gateway?: string;
}

/** A key or a verdict may come a moment after its message: only then is it said that there is none. */
const keyWaitMs = 10_000;

/** Prints messages as they come, one room or all. Ends with `--until` (which may fail by `--timeout`), after `--timeout`, or when stopped. */
export function listen(context: Context, options: ListenOptions): Promise<void> {
    const gateway = options.gateway === undefined ? null : readGatewayFile(options.gateway);
    const only = options.room === undefined ? null : parseRoomId(options.room);
    return withReadySession(context, async (engine, _session, profile) => {
        const ended = Promise.withResolvers<void>();
        using cleanup = new DisposableStack();
        if (gateway !== null) cleanup.use(serveGatewayOf(engine, gateway));
        const exercises = new Set<RoomId>();
        cleanup.use(
            engine.subscribe({ topic: "rooms" }, ({ rows }) => {
                for (const { roomId, exercise } of rows) if (exercise) exercises.add(roomId);
            }),
        );
        const room = (roomId: RoomId) => {
            const marks = new ListenMarks(profile);
            const unreadable = new Map<string, NodeJS.Timeout>();
            cleanup.defer(() => {
                for (const timer of unreadable.values()) clearTimeout(timer);
            });
            const print = (row: TimelineItemSnapshot) => {
                const message = heardMessage(roomId, row, exercises.has(roomId));
                if (message === null) return;
                context.output.line(message);
                marks.printed(roomId, row);
                if (options.until !== undefined && message.body.includes(options.until)) ended.resolve();
            };
            const hear = (row: TimelineItemSnapshot) => {
                const { key } = row;
                const waiting = unreadable.get(key);
                if (row.undecryptable?.mayHeal !== true && isJudged(row)) {
                    clearTimeout(waiting);
                    print(row);
                } else if (waiting === undefined) unreadable.set(key, setTimeout(print, keyWaitMs, row));
            };
            cleanup.use(
                engine.subscribe({ topic: "timeline", roomId }, ({ rows }) => {
                    for (const row of marks.fresh(roomId, rows)) hear(row);
                }),
            );
        };
        if (only !== null) room(only);
        else cleanup.use(eachJoinedRoom(engine, room));
        cleanup.use(stopOnSignal(ended.resolve));
        if (options.timeout !== undefined) {
            const { timeout } = options;
            // Without a text to wait for, listening for a time is all that was asked.
            const end = () => (options.until === undefined ? ended.resolve() : ended.reject(timedOut(timeout)));
            const timer = setTimeout(end, timeout * 1000);
            cleanup.defer(() => clearTimeout(timer));
        }
        await Promise.race([ended.promise, engine.lost]);
    });
}

/** Every joined room, those joined later too; each once. */
function eachJoinedRoom(engine: EngineConnection, open: (roomId: RoomId) => void): Disposable {
    const known = new Set<RoomId>();
    return engine.subscribe({ topic: "rooms" }, ({ rows }) => {
        for (const { roomId, membership, kind } of rows) {
            if (membership !== "join" || kind === "space" || known.has(roomId)) continue;
            known.add(roomId);
            open(roomId);
        }
    });
}

/** Ctrl+C ends listening; that is no failure. */
function stopOnSignal(stop: () => void): Disposable {
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    for (const signal of signals) process.once(signal, stop);
    return {
        [Symbol.dispose]() {
            for (const signal of signals) process.off(signal, stop);
        },
    };
}
