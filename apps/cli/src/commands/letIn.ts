import type { RoomId } from "@valise/bridge";
import { openRequests, parseSignatureFile, type SignatureFile, statementFor } from "@valise/clearance/desk";
import { badUsage } from "../output/CommandFailure.ts";
import { must } from "../output/foldFailure.ts";
import { readTextFile, readTextIfThere, writeTextFile } from "../trust/textFiles.ts";
import { parseRoomId, parseUserId } from "./arguments.ts";
import { type Context, withReadySession } from "./Context.ts";
import { knownRoom } from "./rooms.ts";

const KIND = "break-glass";
const SIGNERS = 2;
const HOUR_S = 3_600;

export interface LetInOptions {
    readonly room: string;
    readonly file: string;
    readonly reason?: string;
    /** Seconds. */
    readonly for: number;
}

/**
 * Break-glass: with a user, writes what two holders of GLASS sign (`valise officer sign`) into a file; without one, files in
 * the room what they have signed. Whoever is let in so is shown as such, on each of their messages too.
 */
export function letIn(context: Context, user: string | undefined, options: LetInOptions): Promise<void> {
    const roomId = parseRoomId(options.room);
    return user === undefined ? fileSigned(context, roomId, options) : request(context, roomId, user, options);
}

function request(context: Context, roomId: RoomId, user: string, { file: path, reason, for: forS }: LetInOptions) {
    const userId = parseUserId(user);
    if (reason === undefined) throw badUsage("usage.reason");
    const text = readTextIfThere(path);
    const file: SignatureFile = text === undefined ? { version: 1, requests: [], signed: [] } : parse(path, text);
    return withReadySession(context, async (engine) => {
        await knownRoom(engine, roomId);
        const wish = { roomId, userId, reason, hours: forS / HOUR_S };
        const { payload } = must(await engine.commands.draftBreakGlass(wish));
        const id = `${KIND} ${payload.sub} ${payload.exp}`;
        const until = new Date(payload.exp * 1000).toISOString();
        const summary = context.output.words("let.summary", { user, room: roomId, until, reason });
        const made = { id, kind: KIND, audience: roomId, payload, role: "GLASS", signers: SIGNERS, summary } as const;
        const requests = [...file.requests.filter((each) => each.id !== id), made];
        writeTextFile(path, `${JSON.stringify({ ...file, requests }, null, 2)}\n`, 0o644);
        context.output.data({ id, file: path, signers: SIGNERS }, `${id}\t${path}`);
    });
}

function fileSigned(context: Context, roomId: RoomId, { file: path }: LetInOptions): Promise<void> {
    const file = parse(path, readTextFile(path));
    const open = new Set(openRequests(file));
    const asked = file.requests.filter(({ kind, audience }) => kind === KIND && audience === roomId);
    const waiting = asked.find((each) => open.has(each));
    if (asked.length === 0 || waiting !== undefined) throw badUsage("usage.notSigned", { value: waiting?.id ?? path });
    return withReadySession(context, async (engine) => {
        await knownRoom(engine, roomId);
        for (const each of asked) {
            const statement = statementFor(file, each);
            if (statement === undefined) continue;
            must(
                await engine.commands.publishStatement({ roomId, statement: { ...statement, by: [...statement.by] } }),
            );
        }
        context.output.data(
            asked.map(({ id }) => ({ id })),
            asked.map(({ id }) => id).join("\n"),
        );
    });
}

function parse(path: string, text: string): SignatureFile {
    const file = parseSignatureFile(text);
    if (!file.ok) throw badUsage("usage.json", { path, at: file.error.path });
    return file.value;
}
