import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { listProcesses } from "./listProcesses.ts";
import { runCommand } from "./runCommand.ts";

const isRunning = (pid: number) => listProcesses().some((each) => each.pid === pid);

/** A command that leaves a child behind which knows no end; the child's process id goes to `file`. */
const leaving = (file: string, then: string) => ["sh", "-c", `sleep 600 & echo $! > ${file}; ${then}`];

it("answers the exit code", async () => {
    expect(await runCommand(["sh", "-c", "exit 7"], 60_000)).toEqual({ exitCode: 7, by: "itself" });
});

it("ends what a command started and left behind", async () => {
    const { file, pid, dispose } = await pidFile();
    try {
        expect(await runCommand(leaving(file, "exit 0"), 60_000)).toEqual({ exitCode: 0, by: "itself" });
        await expect.poll(() => pid().then(isRunning)).toBe(false);
    } finally {
        await dispose();
    }
});

it("ends a command, with all it started, when its time is over", async () => {
    const { file, pid, dispose } = await pidFile();
    try {
        const end = runCommand(leaving(file, "wait"), 500);
        expect(await Promise.race([end, wait(15_000)])).toEqual({ exitCode: 1, by: "limit" });
        await expect.poll(() => pid().then(isRunning)).toBe(false);
    } finally {
        await dispose();
    }
});

async function pidFile() {
    const folder = await mkdtemp(join(tmpdir(), "valise-run-"));
    const file = join(folder, "pid");
    return {
        file,
        pid: async () => Number(await readFile(file, "utf8")),
        dispose: () => rm(folder, { recursive: true }),
    };
}
