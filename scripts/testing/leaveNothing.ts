import { setTimeout as wait } from "node:timers/promises";
import { afterAll } from "vitest";
import { listProcesses, type RunningProcess } from "./listProcesses.ts";

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

function descendantsOf(ancestor: number): readonly RunningProcess[] {
    const all = listProcesses();
    const family = new Set([ancestor]);
    const found: RunningProcess[] = [];
    // Once more as long as it grows: a child may stand before its parent.
    for (let before = 0; before !== family.size; ) {
        before = family.size;
        for (const each of all) {
            if (family.has(each.pid) || !family.has(each.parent)) continue;
            family.add(each.pid);
            found.push(each);
        }
    }
    return found;
}
