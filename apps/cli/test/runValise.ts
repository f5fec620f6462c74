import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const bin = resolve(import.meta.dirname, "../bin/valise.js");

export interface Ran {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

export interface Running {
    readonly child: ChildProcess;
    readonly ended: Promise<Ran>;
    stdout(): string;
}

/** One `valise` of a person whose data folder is `dataDir`. */
export function startValise(dataDir: string, args: readonly string[], stdin = ""): Running {
    const child = spawn(process.execPath, [bin, ...args], {
        env: { PATH: process.env.PATH, HOME: dataDir, LANG: "C.UTF-8", VALISE_DATA: dataDir },
        stdio: ["pipe", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => {
        stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
        stderr += chunk;
    });
    child.stdin.end(stdin);
    const ended = new Promise<Ran>((done) => child.on("close", (code) => done({ code, stdout, stderr })));
    return { child, ended, stdout: () => stdout };
}

export function runValise(dataDir: string, args: readonly string[], stdin = ""): Promise<Ran> {
    return startValise(dataDir, args, stdin).ended;
}

/** The processes whose command line names this folder. */
export function pidsNaming(folder: string): number[] {
    return commandLines()
        .filter(({ line }) => line.includes(folder))
        .map(({ pid }) => pid);
}

/** Their command lines. */
export function processesNaming(folder: string): string[] {
    return commandLines()
        .map(({ line }) => line)
        .filter((line) => line.includes(folder));
}

function commandLines(): { readonly pid: number; readonly line: string }[] {
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map((pid) => {
            try {
                return { pid: Number(pid), line: readFileSync(`/proc/${pid}/cmdline`, "utf8") };
            } catch {
                return { pid: Number(pid), line: "" };
            }
        });
}

export async function eventually(check: () => boolean, timeoutMs = 20_000): Promise<boolean> {
    const untilMs = performance.now() + timeoutMs;
    while (!check() && performance.now() < untilMs) await new Promise((done) => setTimeout(done, 100));
    return check();
}
