import { badUsage } from "../output/CommandFailure.ts";
import { must } from "../output/foldFailure.ts";
import { parseEventId, parseRoomId } from "./arguments.ts";
import { type Context, withReadySession } from "./Context.ts";
import { findRoomOf, judged } from "./send.ts";

export interface SpillOptions {
    readonly event: string;
    readonly room?: string;
    readonly timeout: number;
}

/** Who was given the key of one's own message, by what this device recorded when it gave it. */
export function showReach(context: Context, options: SpillOptions): Promise<void> {
    const { eventId, room } = parse(options);
    return withReadySession(context, async (engine) => {
        const roomId = room ?? (await findRoomOf(engine, eventId));
        const { known, readers } = must(await engine.commands.spillReach({ roomId, eventId }));
        const listed = readers.map(({ userId, deviceIds, sharedAtMs }) => {
            return { userId, devices: deviceIds.length, sharedAtMs };
        });
        const plain = listed.map(({ userId, devices, sharedAtMs }) =>
            [userId, devices, new Date(sharedAtMs).toISOString()].join("\t"),
        );
        if (!known) context.output.say(context.output.words("say.reachUnknown"));
        context.output.data({ eventId, roomId, known, readers: listed }, plain.join("\n"));
    });
}

export interface ReportOptions extends SpillOptions {
    readonly note: string;
}

/** Tells the security officers of one's agency that one's message went where it should not have: never its words. */
export function reportSpill(context: Context, options: ReportOptions): Promise<void> {
    const { eventId, room } = parse(options);
    const { note } = options;
    if (note.length > 1000) throw badUsage("usage.note", { max: 1000 });
    return withReadySession(context, async (engine) => {
        const roomId = room ?? (await findRoomOf(engine, eventId));
        const { marking } = await judged(engine, roomId, eventId, options.timeout);
        const label = marking?.label ?? null;
        must(await engine.commands.reportSpill({ roomId, eventId, label, note }));
        context.output.data({ eventId, roomId, label }, eventId);
    });
}

function parse({ event, room }: SpillOptions) {
    return { eventId: parseEventId(event), room: room === undefined ? null : parseRoomId(room) };
}
