import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { EventId, RoomId, SendKey, TimelineItemSnapshot, TimelineSnapshot } from "@valise/bridge";
import type { EngineConnection } from "../engine/connectEngine.ts";
import { until } from "../engine/until.ts";
import { badUsage, CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { foldFailure, must } from "../output/foldFailure.ts";
import type { Profile } from "../profile/Profile.ts";
import { parseEventId, parseRoomId, readText } from "./arguments.ts";
import { type Context, openSession, withReadySession } from "./Context.ts";
import { confirmWhileSending, requireAllRead, showToRoom } from "./gate.ts";
import { isJudged } from "./heardMessage.ts";
import { mimeTypeOf } from "./mimeTypeOf.ts";
import { knownRoom, listRooms } from "./rooms.ts";

export interface SendOptions {
    readonly room: string;
    readonly replyTo?: string;
    readonly quote?: string;
    readonly file?: string;
    readonly label?: string;
    readonly onlyIfAllRead?: boolean;
    readonly real?: boolean;
    readonly timeout: number;
}

/** Ends when the server has it, with its event id. A file goes first, then the text. */
export function send(context: Context, text: string | undefined, options: SendOptions): Promise<void> {
    const roomId = parseRoomId(options.room);
    const replyTo = options.replyTo === undefined ? null : parseEventId(options.replyTo);
    const quoted = options.quote === undefined ? null : parseEventId(options.quote);
    const body = text === undefined ? null : readText(text);
    if ((body === null || body === "") && (options.file === undefined || quoted !== null)) {
        throw badUsage("usage.nothingToSend");
    }
    const file = options.file === undefined ? null : readFile(options.file);
    const label = options.label ?? null;
    const noDuff = options.real === true;
    const onlyIfAllRead = options.onlyIfAllRead === true;
    return withReadySession(context, async (engine, _session, profile) => {
        await knownRoom(engine, roomId);
        const quotes = quoted === null ? null : await findQuoted(engine, quoted, options.timeout);
        if (onlyIfAllRead) requireAllRead(await showToRoom(context, engine, roomId));
        const leave = async (key: SendKey) => {
            using confirming = confirmWhileSending(context, engine, roomId, { key, onlyIfAllRead });
            const leaving = reallySent(profile, engine, roomId, key, options.timeout);
            return await Promise.race([leaving, confirming.refused]);
        };
        const sent: EventId[] = [];
        if (file !== null) {
            const { key } = must(await engine.commands.sendFile({ roomId, ...file, replyTo, label, noDuff }));
            sent.push(await leave(key));
        }
        if (body !== null && body !== "") {
            const said = { roomId, body, html: null, replyTo, quotes, label, noDuff };
            const { key } = must(await engine.commands.sendText(said));
            sent.push(await leave(key));
        }
        const [first, last] = [sent[0], sent.at(-1)];
        const value = sent.length > 1 ? { eventId: last, fileEventId: first } : { eventId: last };
        context.output.data(value, last ?? "");
    });
}

export interface ForwardOptions extends ChangeOptions {
    readonly to: string;
}

/** A copy in another room, under the same label. */
export function forward(context: Context, options: ForwardOptions): Promise<void> {
    const eventId = parseEventId(options.event);
    const toRoomId = parseRoomId(options.to);
    const room = options.room === undefined ? null : parseRoomId(options.room);
    return withReadySession(context, async (engine, _session, profile) => {
        await knownRoom(engine, toRoomId);
        const roomId = room ?? (await findRoomOf(engine, eventId));
        // The room stays open while it is asked: its messages are at hand, and who may read them is established.
        using _open = engine.subscribe({ topic: "timeline", roomId }, () => {});
        await judged(engine, roomId, eventId, options.timeout);
        const { key } = must(await engine.commands.forwardMessage({ roomId, eventId, toRoomId }));
        const sent = await reallySent(profile, engine, toRoomId, key, options.timeout);
        context.output.data({ eventId: sent, roomId: toRoomId }, sent);
    });
}

/** A message that is answered from another room, once this device knows what it counts as. */
async function findQuoted(engine: EngineConnection, eventId: EventId, timeoutS: number) {
    const roomId = await findRoomOf(engine, eventId);
    await judged(engine, roomId, eventId, timeoutS);
    return { roomId, eventId };
}

/** A message, once this device knows what it counts as. */
export function judged(
    engine: EngineConnection,
    roomId: RoomId,
    eventId: EventId,
    timeoutS: number,
): Promise<TimelineItemSnapshot> {
    const shown = ({ rows }: TimelineSnapshot) => rows.find((row) => row.eventId === eventId && isJudged(row)) ?? null;
    return until(engine, { topic: "timeline", roomId }, shown, timeoutS);
}

export interface ChangeOptions {
    readonly event: string;
    readonly room?: string;
    readonly timeout: number;
}

export interface EditOptions extends ChangeOptions {
    readonly label?: string;
}

export function edit(context: Context, text: string, options: EditOptions): Promise<void> {
    const eventId = parseEventId(options.event);
    const body = readText(text);
    if (body === "") throw badUsage("usage.nothingToSend");
    return change(context, options, eventId, async (engine, roomId) => {
        must(await engine.commands.editText({ roomId, eventId, body, html: null, label: options.label ?? null }));
        return (row) => row.editedAtMs !== null && row.body === body;
    });
}

export function deleteMessage(context: Context, options: ChangeOptions): Promise<void> {
    const eventId = parseEventId(options.event);
    return change(context, options, eventId, async (engine, roomId) => {
        must(await engine.commands.deleteMessage({ roomId, eventId, reason: null }));
        return (row) => row.kind === "redacted";
    });
}

/** Asks for a change of a message, and waits until the timeline shows it as the server does. */
function change(
    context: Context,
    options: ChangeOptions,
    eventId: EventId,
    ask: (engine: EngineConnection, roomId: RoomId) => Promise<(row: TimelineItemSnapshot) => boolean>,
): Promise<void> {
    const room = options.room === undefined ? null : parseRoomId(options.room);
    return withReadySession(context, async (engine) => {
        const roomId = room ?? (await findRoomOf(engine, eventId));
        const isDone = await ask(engine, roomId);
        await until(
            engine,
            { topic: "timeline", roomId },
            ({ rows }) => {
                const row = rows.find((candidate) => candidate.eventId === eventId);
                if (row === undefined) return null;
                if (row.send?.state === "failed") throw foldFailure(row.send.failure ?? { kind: "cancelled" });
                return row.send === null && isDone(row) ? row : null;
            },
            options.timeout,
            () => notSent(options.timeout),
        );
        context.output.data({ eventId, roomId }, eventId);
    });
}

/** The joined room whose recent timeline has this event. */
export async function findRoomOf(engine: EngineConnection, eventId: EventId): Promise<RoomId> {
    const { rows } = await listRooms(engine);
    const joined = rows.filter((row) => row.membership === "join" && row.kind !== "space");
    const searches = joined.map(({ roomId }) =>
        until(
            engine,
            { topic: "timeline", roomId },
            ({ rows }) => (rows.some((row) => row.eventId === eventId) ? roomId : null),
            5,
        ),
    );
    return Promise.any(searches).catch(() => {
        throw foldFailure({ kind: "not-found" });
    });
}

/** Goes on with the next engine when this one is killed: the message is in the outbox, and nothing is sent twice. */
export async function reallySent(
    profile: Profile,
    engine: EngineConnection,
    roomId: RoomId,
    key: SendKey,
    timeoutS: number,
): Promise<EventId> {
    try {
        return await untilSent(engine, roomId, key, timeoutS);
    } catch (error) {
        if (!(error instanceof CommandFailure) || error.code !== "engine-not-running") throw error;
    }
    const { engine: next } = await openSession(profile);
    using _next = next;
    return await untilSent(next, roomId, key, timeoutS);
}

/** The server has it, under this event id; what failed ends the wait and is taken back. */
export async function untilSent(
    engine: EngineConnection,
    roomId: RoomId,
    key: SendKey,
    timeoutS: number,
): Promise<EventId> {
    const ended = await until(
        engine,
        { topic: "timeline", roomId },
        ({ rows }) => {
            const row = rows.find((candidate) => candidate.key === key || candidate.send?.key === key);
            if (row === undefined) return null;
            if (row.send?.state === "failed") return { failure: row.send.failure };
            const sent = row.send === null || row.send.state === "sent";
            return sent && row.eventId !== null ? { eventId: row.eventId } : null;
        },
        timeoutS,
        () => notSent(timeoutS),
    );
    if ("eventId" in ended) return ended.eventId;
    // The person is told now; nothing is left behind that would go out unasked later.
    await engine.commands.discardSend({ key });
    throw foldFailure(ended.failure ?? { kind: "cancelled" });
}

const notSent = (seconds: number) =>
    new CommandFailure("not-sent-yet", exitCodes.failed, "failure.sendTimeout", { seconds });

function readFile(path: string) {
    try {
        const bytes = Uint8Array.from(readFileSync(path));
        const name = basename(path);
        return { name, mimeType: mimeTypeOf(name), bytes, thumbnail: null, widthPx: null, heightPx: null };
    } catch {
        throw badUsage("usage.file", { path });
    }
}
