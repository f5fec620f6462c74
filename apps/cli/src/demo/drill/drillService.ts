/**
 * The played people of the demonstration's exercise, as a process: `node drillService.ts DATA_DIR`. Speaks over its IPC
 * channel: `{kind: "start", short}` and `{kind: "stop"}` in, {@link DrillMessage} out. People are signed in at the first
 * start and stay, also for what newcomers broadcast by themselves; told to end, or without its starter, they sign out.
 */
import { join } from "node:path";
import { findRunningStack } from "@valise/homeserver";
import { z } from "zod";
import { demoChannel } from "../demoCrisis.ts";
import { answerNewcomers } from "./broadcastActs.ts";
import { type DrillCast, gatherCast, leaveAll } from "./cast.ts";
import type { DrillStage } from "./DrillStage.ts";
import { earthquake } from "./earthquake.ts";
import { type DrillEvent, type DrillOutcome, runDrill } from "./runDrill.ts";
import { shortened } from "./schedule.ts";

export type DrillMessage =
    | { readonly kind: "gathering" }
    | { readonly kind: "began" }
    | ({ readonly kind: "step" } & DrillEvent)
    | ({ readonly kind: "ended" } & { readonly outcome: DrillOutcome })
    | { readonly kind: "failed"; readonly reason: string };

const SHORT_FACTOR = 10;
const orderSchema = z.union([
    z.object({ kind: z.literal("start"), short: z.boolean() }),
    z.object({ kind: z.literal("stop") }),
]);

const dataDir = process.argv[2] ?? "";
const leaving = new AbortController();
const tell = (message: DrillMessage): void => void (process.connected && process.send?.(message));
let cast: Promise<DrillCast> | null = null;
let run: { readonly stop: AbortController; readonly over: Promise<void> } | null = null;

async function gather(channel: NonNullable<ReturnType<typeof demoChannel>>): Promise<DrillCast> {
    const stack = findRunningStack(dataDir);
    if (stack === undefined) throw new Error("there is no running stack");
    const gathered = await gatherCast(dataDir, stack.ready, channel, leaving.signal);
    const played = new Set<string>([...gathered.values()].map(({ userId }) => userId));
    [...gathered.values()].forEach(({ engine }, at) => {
        answerNewcomers(engine, (userId) => played.has(userId), 4_000 + at * 3_000);
    });
    return gathered;
}

async function play(short: boolean, signal: AbortSignal): Promise<void> {
    const stack = findRunningStack(dataDir);
    const channel = demoChannel(dataDir);
    if (stack === undefined || channel === undefined) throw new Error("the demonstration has no broadcast channel");
    tell({ kind: "gathering" });
    cast ??= gather(channel);
    const gathered = await cast.catch((error: unknown) => {
        cast = null;
        throw error;
    });
    const stage: DrillStage = {
        ...{
            stack,
            cast: gathered,
            channel,
            broadcasts: new Map(),
            rooms: new Map(),
            opened: [],
            crisisId: null,
            archive: null,
        },
        folder: join(dataDir, "exercises", new Date().toISOString().replaceAll(/[:.]/g, "-")),
    };
    tell({ kind: "began" });
    const plan = short ? shortened(earthquake, SHORT_FACTOR) : earthquake;
    const outcome = await runDrill(plan, stage, signal, (event) => tell({ kind: "step", ...event }));
    tell({ kind: "ended", outcome });
}

function start(short: boolean): void {
    if (run !== null || leaving.signal.aborted) return;
    const stop = new AbortController();
    const over = play(short, stop.signal)
        .catch((error: unknown) => tell({ kind: "failed", reason: error instanceof Error ? error.message : "failed" }))
        .finally(() => {
            run = null;
        });
    run = { stop, over };
}

async function leave(): Promise<void> {
    if (leaving.signal.aborted) return;
    leaving.abort();
    run?.stop.abort();
    await Promise.race([run?.over, new Promise((resolve) => setTimeout(resolve, 4_000))]);
    const gathered = await Promise.race([cast, new Promise<null>((resolve) => setTimeout(resolve, 5_000, null))]).catch(
        () => null,
    );
    if (gathered !== null) await leaveAll(gathered);
    process.exit();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void leave());
process.once("disconnect", () => void leave());
process.on("message", (message) => {
    const order = orderSchema.safeParse(message).data;
    if (order?.kind === "start") start(order.short);
    if (order?.kind === "stop") run?.stop.abort();
});
