import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { z } from "zod";

/** A process that cannot be confused with a later one of the same number: pids are used again, start times are not. */
export interface ProcessIdentity {
    readonly pid: number;
    /** Opaque; only compared. */
    readonly startedAt: string;
}

export const processIdentitySchema = z.object({ pid: z.int().positive(), startedAt: z.string() });

/** Undefined when no such process is running (a zombie does not run). */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
    const startedAt = process.platform === "linux" ? linuxStart(pid) : posixStart(pid);
    return startedAt === undefined ? undefined : { pid, startedAt };
}

export function isRunning(identity: ProcessIdentity): boolean {
    return identifyProcess(identity.pid)?.startedAt === identity.startedAt;
}

/** Sends a signal only to exactly that process; false when it is gone. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
    return send(identity, identity.pid, signal);
}

/** As `signalProcess`, to the process and all that it started in its group; it has to lead one. */
export function signalGroup(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
    return send(identity, -identity.pid, signal);
}

function send(identity: ProcessIdentity, target: number, signal: NodeJS.Signals): boolean {
    if (!isRunning(identity)) return false;
    try {
        return process.kill(target, signal);
    } catch {
        return false;
    }
}

/** Resolves true once the process is gone, false after the time given. */
export async function waitUntilGone(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    while (isRunning(identity)) {
        if (performance.now() > deadline) return false;
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return true;
}

/** Ends a process politely, then by force; a stopped one is continued first, or it would never see the signal. */
export async function endProcess(identity: ProcessIdentity, graceMs: number): Promise<void> {
    signalProcess(identity, "SIGTERM");
    signalProcess(identity, "SIGCONT");
    if (await waitUntilGone(identity, graceMs)) return;
    signalProcess(identity, "SIGKILL");
    await waitUntilGone(identity, 5_000);
}

/** Boot id and field 22 of /proc/PID/stat (proc(5)): ticks since boot. The name in field 2 may hold spaces and brackets. */
function linuxStart(pid: number): string | undefined {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        if (fields[0] === "Z" || fields[0] === "X") return undefined;
        const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
        return fields[19] === undefined ? undefined : `${boot}/${fields[19]}`;
    } catch {
        return undefined;
    }
}

function posixStart(pid: number): string | undefined {
    try {
        const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
        return started === "" ? undefined : started;
    } catch {
        return undefined;
    }
}
