import { until } from "../../engine/until.ts";
import { badUsage } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { type Context, withReadySession } from "../Context.ts";
import { listRooms } from "../rooms.ts";

export interface RequestsOptions {
    readonly decline?: readonly string[];
}

/** Who asks this officer's account for a clearance, and what for; `--decline` answers no. Issuing answers yes. */
export function listRequests(context: Context, { decline = [] }: RequestsOptions): Promise<void> {
    return withReadySession(context, async (engine) => {
        // What waits on the server for this device has come by then.
        await listRooms(engine);
        const open = await until(engine, { topic: "desk" }, ({ requests }) => requests, 30);
        const unknown = decline.find((id) => !open.some((request) => request.id === id));
        if (unknown !== undefined) throw badUsage("usage.request", { value: unknown });
        for (const id of decline) must(await engine.commands.declineRequest({ id }));
        const left = open.filter(({ id }) => !decline.includes(id));
        const listed = left.map(({ id, userId, want, roles, note, atMs, holds }) => ({
            ...{ id, userId, want, roles, note, asked: new Date(atMs).toISOString() },
            holds: holds === null ? null : (holds.label ?? holds.text),
        }));
        const plain = listed.map((each) => [each.id, each.userId, each.want, each.asked, each.note].join("\t"));
        context.output.data(listed, plain.join("\n"));
    });
}
