import { resolve } from "node:path";
import { defaultDataDir } from "@valise/homeserver";
import { z } from "zod";
import { demoExerciseFile } from "../../demo/demoFolder.ts";
import { CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { readTextIfThere } from "../../trust/textFiles.ts";
import type { Context } from "../Context.ts";

const eventSchema = z.looseObject({ kind: z.string(), reason: z.string().optional() });
const statusSchema = z.object({
    state: z.enum(["idle", "gathering", "running", "ended", "failed"]),
    chapter: z.string().nullable(),
    run: z.number(),
    events: z.array(eventSchema),
});
type Status = z.output<typeof statusSchema>;

const EVERY_MS = 300;

/** Follows it to its end, a line of JSON for each thing that happens. Interrupted, it goes on: `exercise stop` ends it. */
export async function startExercise(context: Context, options: { readonly short?: boolean }): Promise<void> {
    const url = findExercise(context);
    const first = await ask(`${url}/start${options.short === true ? "?short" : ""}`, "POST");
    if (first === null) throw new CommandFailure("exercise-runs", exitCodes.failed, "failure.exerciseRuns");
    for (let told = 0, { run } = first; ; ) {
        const status = await ask(url, "GET");
        if (status === null || status.run !== run) throw noExercise();
        for (const event of status.events.slice(told)) context.output.line(event);
        told = status.events.length;
        if (status.state === "ended") return;
        if (status.state === "failed") {
            const reason = status.events.at(-1)?.reason ?? "";
            throw new CommandFailure("exercise-failed", exitCodes.failed, "failure.exercise", { reason });
        }
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
}

export async function stopExercise(context: Context): Promise<void> {
    tell(context, await ask(`${findExercise(context)}/stop`, "POST"));
}

export async function showExercise(context: Context): Promise<void> {
    tell(context, await ask(findExercise(context), "GET"));
}

function tell({ output }: Context, status: Status | null): void {
    if (status === null) throw noExercise();
    const { state, chapter } = status;
    output.data({ state, chapter }, chapter === null ? state : `${state}\t${chapter}`);
}

function findExercise({ data, env }: Context): string {
    const url = readTextIfThere(demoExerciseFile(resolve(data ?? defaultDataDir(env))))?.trim();
    if (url === undefined) throw noExercise();
    return url;
}

const noExercise = () => new CommandFailure("no-exercise", exitCodes.failed, "failure.noExercise");

/** Null: it says that it cannot now. */
async function ask(url: string, method: "GET" | "POST"): Promise<Status | null> {
    const response = await fetch(url, { method, signal: AbortSignal.timeout(10_000) }).catch(() => null);
    if (response === null) throw noExercise();
    return response.ok ? statusSchema.parse(await response.json()) : null;
}
