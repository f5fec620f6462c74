import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineInput } from "@valise/bridge";
import { badUsage } from "../output/CommandFailure.ts";
import { must } from "../output/foldFailure.ts";
import type { Words } from "../words/words.ts";
import { parseRoomId } from "./arguments.ts";
import { type Context, withReadySession } from "./Context.ts";
import { listRooms } from "./rooms.ts";

export interface ExportOptions {
    readonly room: string;
    readonly format: "text" | "html";
    readonly out?: string;
}

/** A conversation as one marked document: on stdout, or in a folder under a name that begins with its mark. */
export function exportRoom(context: Context, options: ExportOptions): Promise<void> {
    const roomId = parseRoomId(options.room);
    const { words } = context.output;
    return withReadySession(context, async (engine) => {
        const { rows } = await listRooms(engine);
        const row = rows.find((candidate) => candidate.roomId === roomId);
        using _open = engine.subscribe({ topic: "timeline", roomId }, () => {});
        const answer = await engine.commands.exportRoom({
            roomId,
            format: options.format,
            words: exportWordsOf(words, row?.name ?? roomId),
        });
        const { text, marking, ...rest } = must(answer);
        const label = marking?.label ?? null;
        if (options.out === undefined) return context.output.data({ ...rest, label, text }, text.trimEnd());
        const path = join(options.out, rest.name);
        try {
            // Never over an earlier export, and readable by this account alone.
            writeFileSync(path, text, { flag: "wx", mode: 0o600 });
        } catch {
            throw badUsage("usage.file", { path });
        }
        context.output.data({ ...rest, label, path }, path);
    });
}

/** What an exported document says of itself, in this command's language. */
export const exportWordsOf = (words: Words, title: string): EngineInput<"exportRoom">["words"] => ({
    language: words("export.language"),
    title,
    exported: words("export.exported"),
    earlierMissing: words("export.earlierMissing"),
    unreadable: words("export.unreadable"),
    refused: words("export.refused"),
    deleted: words("export.deleted"),
    file: words("export.file"),
    edited: words("export.edited"),
    forwarded: words("export.forwarded"),
});
