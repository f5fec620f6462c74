import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineInput, LogSnapshot, RoomId, UserId } from "@valise/bridge";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { until } from "../../engine/until.ts";
import { badUsage } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import type { Profile } from "../../profile/Profile.ts";
import { parseRoomId, readText } from "../arguments.ts";
import { type Context, withReadySession } from "../Context.ts";
import { exportWordsOf } from "../exportRoom.ts";
import { confirmWhileSending } from "../gate.ts";
import { listRooms } from "../rooms.ts";
import { reallySent } from "../send.ts";
import { establish } from "./establish.ts";

/** A room's log, oldest first, with what is missing or out of order in each author's chain. */
export function listLog(context: Context, options: { readonly room: string }): Promise<void> {
    const roomId = parseRoomId(options.room);
    return withReadySession(context, async (engine) => {
        await establish(engine, roomId);
        const { rows: entries, sitrepDueAtMs } = await logOf(engine, roomId);
        if (sitrepDueAtMs !== null) {
            const key = sitrepDueAtMs <= Date.now() ? "say.sitrepLate" : "say.sitrepDue";
            context.output.say(context.output.words(key, { at: new Date(sitrepDueAtMs).toISOString() }));
        }
        const rows = entries.map(({ marking, atMs, dueAtMs, ...row }) => ({
            ...row,
            label: marking?.label ?? null,
            at: new Date(atMs).toISOString(),
            due: dueAtMs === null ? null : new Date(dueAtMs).toISOString(),
        }));
        const plain = rows.map(({ at, kind, authorId, title, chain }) => [at, kind, authorId, title, chain].join("\t"));
        context.output.data(rows, plain.join("\n"));
    });
}

export interface AddLogOptions {
    readonly room: string;
    readonly kind: EngineInput<"writeLog">["kind"];
    readonly text?: string;
    readonly instead?: string;
    readonly owner?: string;
    /** Seconds from now. */
    readonly due?: number;
    readonly of?: string;
    readonly label?: string;
    readonly timeout: number;
}

/** Ends when the entry is in the room. */
export function addToLog(context: Context, title: string, options: AddLogOptions): Promise<void> {
    const roomId = parseRoomId(options.room);
    const line = readText(title);
    if (line === "") throw badUsage("usage.nothingToSend");
    return withReadySession(context, async (engine, _session, profile) => {
        await establish(engine, roomId);
        const { kind, text = "", instead = null, owner, due, of = null, label = null } = options;
        const entry = {
            ...{ roomId, kind, title: line, text, instead, of, label },
            ownerId: (owner as UserId | undefined) ?? null,
            dueAtMs: due === undefined ? null : Date.now() + due * 1000,
        };
        const key = await writeEntry(context, engine, profile, entry, options.timeout);
        context.output.data({ key }, key);
    });
}

/** Resolves with the entry's key when it is in the room. */
export async function writeEntry(
    context: Context,
    engine: EngineConnection,
    profile: Profile,
    entry: EngineInput<"writeLog"> & { readonly roomId: RoomId },
    timeoutS: number,
): Promise<string> {
    const { roomId } = entry;
    const queued = must(await engine.commands.writeLog(entry));
    using _confirming = confirmWhileSending(context, engine, roomId, { key: queued.key, onlyIfAllRead: false });
    const sent = await reallySent(profile, engine, roomId, queued.key, timeoutS);
    const find = ({ rows }: LogSnapshot) => rows.find(({ eventId }) => eventId === sent) ?? null;
    return (await until(engine, { topic: "log", roomId }, find, timeoutS)).key;
}

/** One signed archive of a room, in a folder under a name that begins with its mark. */
export function archiveRoom(
    context: Context,
    options: { readonly room: string; readonly out: string; readonly files?: boolean },
): Promise<void> {
    const roomId = parseRoomId(options.room);
    return withReadySession(context, async (engine) => {
        await establish(engine, roomId);
        const packed = await packInto(context, engine, roomId, options.out, options.files === true);
        context.output.data(packed, packed.path);
    });
}

/** Writes a room's archive into a folder; says which entries its log lacks. */
export async function packInto(
    { output }: Context,
    engine: EngineConnection,
    roomId: RoomId,
    folder: string,
    files: boolean,
): Promise<{ path: string; marking: string | null; gaps: readonly string[] }> {
    const { rows } = await listRooms(engine);
    const words = exportWordsOf(output.words, rows.find((row) => row.roomId === roomId)?.name ?? roomId);
    const { bytes, name, marking, gaps } = must(await engine.commands.exportArchive({ roomId, words, files }));
    for (const gap of gaps) output.say(output.words("say.archiveGap", { gap }));
    const path = join(folder, name);
    try {
        // Never over an earlier archive, and readable by this account alone.
        writeFileSync(path, bytes, { flag: "wx", mode: 0o600 });
    } catch {
        throw badUsage("usage.file", { path });
    }
    return { path, marking, gaps };
}

const logOf = (engine: EngineConnection, roomId: RoomId): Promise<LogSnapshot> =>
    until(engine, { topic: "log", roomId }, (snapshot) => snapshot, 10);
