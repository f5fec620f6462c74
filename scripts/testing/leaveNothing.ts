import { spawnSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll } from "vitest";

/** What was told to end gets so long. */
const graceMs = 5_000;

/**
 * Set-up of the suites that start processes: a file that leaves one running fails, and the process is ended. Left alone it
 * would keep the runner from ever coming to its end, for it holds the runner's output open.
 */
afterAll(async () => {
    const untilMs = performance.now() + graceMs;
    let left = descendantsOf(process.pid);
    while (left.length > 0 && performance.now() < untilMs) {
        await wait(100);
        left = descendantsOf(process.pid);
    }
    if (left.length === 0) return;
    for (const { pid } of left) process.kill(pid, "SIGKILL");
    throw new Error(`left running: ${left.map(({ command }) => command).join(", ")}`);
});

interface Descendant {
    readonly pid: number;
    readonly command: string;
}

function descendantsOf(ancestor: number): readonly Descendant[] {
    const listing = spawnSync("ps", ["-eo", "pid=,ppid=,stat=,comm="], { encoding: "utf8" }).stdout;
    const rows = listing.split("\n").map((line) => line.trim().split(/\s+/));
    const family = new Set([ancestor]);
    const found: Descendant[] = [];
    // Children come after their parents once all process ids have been seen often enough.
    for (let before = 0; before !== family.size; ) {
        before = family.size;
        for (const [pid, parent, state, ...command] of rows) {
            const isNew = !family.has(Number(pid)) && family.has(Number(parent));
            if (!isNew || state?.startsWith("Z") || command[0] === "ps") continue;
            family.add(Number(pid));
            found.push({ pid: Number(pid), command: command.join(" ") });
        }
    }
    return found;
}
