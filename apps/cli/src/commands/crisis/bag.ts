import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { badUsage } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { parseRoomId } from "../arguments.ts";
import { type Context, withReadySession } from "../Context.ts";
import { findBroadcast } from "./broadcast.ts";
import { establish } from "./establish.ts";

export interface BagExportOptions {
    readonly room: string;
    readonly agency: string;
    readonly out: string;
    /** Seconds back from now. */
    readonly since?: number;
    /** Only this one of one's own broadcasts. */
    readonly broadcast?: string;
}

/** Writes what this account has sent to a room into a file that only the agency's people can open (crisis SPEC 18). */
export function exportBag(context: Context, { room, agency, out, since, broadcast }: BagExportOptions): Promise<void> {
    const roomId = parseRoomId(room);
    const { output } = context;
    return withReadySession(context, async (engine) => {
        await establish(engine, roomId);
        const only = broadcast === undefined ? null : await findBroadcast(engine, broadcast);
        // The server's clock may be a little behind the sender's.
        const sentMs = only === null ? null : only.sentAtMs - 300_000;
        const sinceMs = since === undefined ? sentMs : Date.now() - since * 1000;
        const eventId = only?.eventId ?? null;
        const { bytes, name, eventCount, opens, unreachable } = must(
            await engine.commands.exportBag({ roomId, agency, sinceMs, eventId }),
        );
        for (const { userId, deviceId } of unreachable)
            output.say(output.words("say.bagUnreachable", { userId, deviceId }));
        const path = join(out, name);
        try {
            writeFileSync(path, bytes, { flag: "wx", mode: 0o600 });
        } catch {
            throw badUsage("usage.file", { path });
        }
        output.data({ path, eventCount, opens, unreachable }, path);
    });
}

/** Takes a bag in, as if its messages had come over the network; says what of it was new. */
export function importBag(context: Context, path: string): Promise<void> {
    const bytes = readBytes(path);
    return withReadySession(context, async (engine) => {
        const { from, packedAtMs, rooms } = must(await engine.commands.importBag({ bytes }));
        const plain = rooms.map(({ roomId, fresh, known, unreadable }) =>
            [roomId, fresh, known, unreadable].join("\t"),
        );
        context.output.data({ from, packedAt: new Date(packedAtMs).toISOString(), rooms }, plain.join("\n"));
    });
}

function readBytes(path: string): Uint8Array<ArrayBuffer> {
    try {
        return Uint8Array.from(readFileSync(path));
    } catch {
        throw badUsage("usage.file", { path });
    }
}
