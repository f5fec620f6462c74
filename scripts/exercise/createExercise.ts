import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Stack } from "@valise/homeserver";

const script = join(import.meta.dirname, "../../apps/cli/src/demo/drill/drillService.ts");

/** One line of what happens: `gathering`, `began`, `step`, `ended`, `failed`; no word of what anybody wrote. */
export type ExerciseEvent = { readonly kind: string; readonly chapter?: string; readonly atMs?: number } & Readonly<
    Record<string, unknown>
>;

/** What the app and `valise exercise` are shown. */
export interface ExerciseStatus {
    readonly state: "idle" | "gathering" | "running" | "ended" | "failed";
    readonly chapter: string | null;
    /** Counts the starts: whoever follows tells one run from the next. */
    readonly run: number;
    readonly events: readonly ExerciseEvent[];
}

/** The exercise of a demonstration that runs. Disposing ends its people and waits until they have signed out. */
export interface Exercise extends AsyncDisposable {
    status(): ExerciseStatus;
    /** False while one runs. */
    start(short: boolean): boolean;
    stop(): void;
}

/** The played people's process is started with the first exercise, and goes on until the demonstration ends. */
export function createExercise({ dataDir }: Pick<Stack, "dataDir">, onEvent: (event: ExerciseEvent) => void): Exercise {
    let child: ChildProcess | null = null;
    let status: ExerciseStatus = { state: "idle", chapter: null, run: 0, events: [] };
    let ending = false;

    const take = (event: ExerciseEvent) => {
        const events = [...status.events, event];
        status = {
            ...status,
            state: stateAfter(event, status.state),
            chapter: event.chapter ?? status.chapter,
            events,
        };
        onEvent(event);
    };
    const people = (): ChildProcess => {
        if (child !== null) return child;
        const spawned = spawn(process.execPath, [script, dataDir], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
        child = spawned;
        spawned.on("message", (message) => take(message as ExerciseEvent));
        spawned.once("exit", () => {
            child = null;
            const isOn = status.state === "gathering" || status.state === "running";
            if (isOn && !ending) take({ kind: "failed", reason: "the played people's process has ended" });
        });
        return spawned;
    };
    return {
        status: () => status,
        start(short) {
            if (ending || status.state === "gathering" || status.state === "running") return false;
            status = { state: "gathering", chapter: null, run: status.run + 1, events: [] };
            people().send({ kind: "start", short });
            return true;
        },
        stop: () => void child?.send({ kind: "stop" }),
        async [Symbol.asyncDispose]() {
            ending = true;
            const last = child;
            if (last === null) return;
            const ended = new Promise((resolve) => last.once("exit", resolve));
            last.kill("SIGTERM");
            const forced = setTimeout(() => last.kill("SIGKILL"), 20_000);
            await ended;
            clearTimeout(forced);
        },
    };
}

function stateAfter(event: ExerciseEvent, before: ExerciseStatus["state"]): ExerciseStatus["state"] {
    switch (event.kind) {
        case "gathering":
            return "gathering";
        case "began":
            return "running";
        case "ended":
            return "ended";
        case "failed":
            return "failed";
        default:
            return before;
    }
}
