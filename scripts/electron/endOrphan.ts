import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** Keeps the number of the app's process group, for the start after one that was killed. */
export const rememberGroup = (file: string, pid: number): void => writeFileSync(file, String(pid), { mode: 0o600 });
export const forgetGroup = (file: string): void => rmSync(file, { force: true });

/**
 * Ends the app that a killed start left behind: the group whose number was kept, if its leader still runs on this
 * profile. A number that another program has got meanwhile is left alone.
 */
export async function endOrphan(file: string, profile: string, waitMs = 5_000): Promise<void> {
    const pid = Number(readText(file));
    if (!Number.isInteger(pid) || pid <= 1) return;
    const isOurs = () => readText(`/proc/${pid}/cmdline`).includes(`--user-data-dir=${profile}`);
    for (const [signal, graceMs] of [
        ["SIGTERM", waitMs],
        ["SIGKILL", 1_000],
    ] as const) {
        if (!isOurs()) break;
        process.kill(-pid, signal);
        for (let waitedMs = 0; waitedMs < graceMs && isOurs(); waitedMs += 50) await wait(50);
    }
    forgetGroup(file);
}

function readText(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return "";
    }
}
