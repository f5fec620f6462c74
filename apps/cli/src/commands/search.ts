import { must } from "../output/foldFailure.ts";
import { parseRoomId } from "./arguments.ts";
import { type Context, withReadySession } from "./Context.ts";
import { listRooms } from "./rooms.ts";

export interface SearchOptions {
    readonly room?: string;
}

/** Finds messages kept on this device, each under its mark; nothing is asked of a server. */
export function search(context: Context, text: string, options: SearchOptions): Promise<void> {
    const roomId = options.room === undefined ? null : parseRoomId(options.room);
    const { output } = context;
    return withReadySession(context, async (engine) => {
        await listRooms(engine);
        const { rows, complete } = must(await engine.commands.searchMessages({ text, roomId }));
        const found = rows.map(({ marking, ...row }) => ({
            ...row,
            label: marking === null ? null : (marking.label ?? marking.text),
        }));
        const lines = rows.map(({ marking, sentAtMs, senderId, eventId, excerpt }) => {
            const head = [marking?.portion, new Date(sentAtMs).toISOString(), senderId, eventId];
            return `${head.filter((part) => part !== undefined).join(" ")}: ${excerpt}`;
        });
        output.data({ rows: found, complete }, lines.join("\n"));
        if (!complete) output.say(output.words("say.searchedKept"));
    });
}
