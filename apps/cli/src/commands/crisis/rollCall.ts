import { writeFileSync } from "node:fs";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { badUsage } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { type Context, withReadySession } from "../Context.ts";
import { type BroadcastOptions, broadcast, coverageOf, findBroadcast } from "./broadcast.ts";

export interface RollCallOptions extends BroadcastOptions {
    /** Ask everybody where they are, in words. */
    readonly place?: boolean;
    /** Let deputies answer for those who cannot. */
    readonly deputies?: boolean;
}

/** A broadcast that asks everybody how they are (crisis SPEC 12). */
export function startRollCall(context: Context, text: string | undefined, options: RollCallOptions): Promise<void> {
    const { place = false, deputies = false, ...rest } = options;
    return broadcast(context, text, { ...rest, ack: true, rollCall: { location: place, deputies } });
}

/** Where a roll call stands, gravest first; with `--csv` also as a table for others to work with. */
export function showRollCall(
    context: Context,
    options: { readonly broadcast: string; readonly csv?: string },
): Promise<void> {
    return withReadySession(context, async (engine) => {
        const { key, roomId, senderId, broadcastId } = await findBroadcast(engine, options.broadcast);
        const { rollCall, people } = await coverageOf(engine, key, roomId);
        if (rollCall === null) throw badUsage("usage.noRollCall");
        if (options.csv !== undefined) await writeTable(context, engine, { senderId, broadcastId }, options.csv);
        const plain = people.map(({ state, userId, location, text, by }) =>
            [state, userId, location ?? "", text ?? "", by ?? ""].join("\t"),
        );
        context.output.data({ broadcastId, ...rollCall, people }, plain.join("\n"));
    });
}

async function writeTable(
    { output }: Context,
    engine: EngineConnection,
    broadcastNamed: Parameters<EngineConnection["commands"]["exportBroadcast"]>[0]["broadcast"],
    path: string,
): Promise<void> {
    const words = Object.fromEntries(columns.map((name) => [name, output.words(`rollCall.${name}`)]));
    const table = must(
        await engine.commands.exportBroadcast({ broadcast: broadcastNamed, format: "roll-call-csv", words }),
    );
    try {
        // It names people and where they are: never over another file, and for this account alone.
        writeFileSync(path, table.bytes, { flag: "wx", mode: 0o600 });
    } catch {
        throw badUsage("usage.file", { path });
    }
}

const columns = [
    ...(["name", "user", "post", "state", "place", "answer", "text", "by", "at", "reached"] as const),
    ...(["hurt", "need-help", "missing", "cannot-comply", "safe", "answered"] as const),
    ...(["no-device", "key-withheld", "not-delivered", "undecryptable", "delivered", "seen", "acknowledged"] as const),
];
