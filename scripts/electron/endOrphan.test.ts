import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { endOrphan, rememberGroup } from "./endOrphan.ts";

let folder: string;
let file: string;
let child: ChildProcess | undefined;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "valise-orphan-"));
    file = join(folder, "app.group");
});
afterEach(() => {
    // The whole group: the shell has started a program of its own.
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, "SIGKILL");
    child = undefined;
    rmSync(folder, { recursive: true });
});

/** A process that stands for the app: its command line names the profile. */
async function startStandIn(profile: string): Promise<{ pid: number; ended: Promise<unknown> }> {
    const running = spawn("sh", ["-c", "echo up; sleep 60; true", `--user-data-dir=${profile}`], { detached: true });
    child = running;
    const ended = new Promise((done) => running.once("exit", (_code, signal) => done(signal)));
    await new Promise((done) => running.stdout.once("data", done));
    return { pid: running.pid ?? 0, ended };
}

it("ends the group of the profile's own app", async () => {
    const profile = join(folder, "profile");
    const { pid, ended } = await startStandIn(profile);
    rememberGroup(file, pid);
    await endOrphan(file, profile);
    expect(await ended).toBe("SIGTERM");
    expect(existsSync(file)).toBe(false);
});

it("leaves alone a process that runs on another profile, and forgets its number", async () => {
    const { pid } = await startStandIn("/elsewhere");
    rememberGroup(file, pid);
    await endOrphan(file, join(folder, "profile"));
    expect(process.kill(pid, 0)).toBe(true);
    expect(existsSync(file)).toBe(false);
});

it("does nothing without a number, or with nonsense in its place", async () => {
    await endOrphan(file, folder);
    rememberGroup(file, -1);
    await endOrphan(file, folder);
    expect(existsSync(file)).toBe(true);
});
