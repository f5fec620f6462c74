import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** What is still running so long after it was asked to end is killed. */
const graceMs = 20_000;
const stops: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

export interface CommandEnd {
    /** A signal counts as 1. */
    readonly exitCode: number;
    /** What made it end: its own doing, its time being over, or the caller being stopped. */
    readonly by: "itself" | "limit" | "stop";
}

/**
 * Runs a command of the project's own tools with their output shown. It gets a process group of its own: when `limitMs`
 * is over, or the caller is stopped, the whole group is asked to end, then killed; nothing of it outlives the answer.
 */
export function runCommand(
    command: readonly string[],
    limitMs: number,
    env: Readonly<Record<string, string>> = {},
): Promise<CommandEnd> {
    const [name = "", ...args] = command;
    const path = [join(process.cwd(), "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);
    return new Promise((resolve, reject) => {
        const child = spawn(name, args, {
            stdio: ["ignore", "inherit", "inherit"],
            env: { ...process.env, ...env, PATH: path },
            detached: true,
        });
        const signal = (how: NodeJS.Signals) => {
            if (child.pid !== undefined) signalGroup(child.pid, how);
        };
        let by: CommandEnd["by"] = "itself";
        const end = async (why: CommandEnd["by"]) => {
            by = why;
            signal("SIGTERM");
            await wait(graceMs, undefined, { ref: false });
            signal("SIGKILL");
        };
        const limit = setTimeout(() => void end("limit"), limitMs);
        const stopped = () => void end("stop");
        for (const stop of stops) process.on(stop, stopped);
        const done = () => {
            clearTimeout(limit);
            for (const stop of stops) process.off(stop, stopped);
            signal("SIGKILL");
        };
        child.on("error", (error) => {
            done();
            reject(error);
        });
        child.on("exit", (code) => {
            done();
            resolve({ exitCode: code ?? 1, by });
        });
    });
}

function signalGroup(leader: number, how: NodeJS.Signals): void {
    try {
        process.kill(-leader, how);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
}
