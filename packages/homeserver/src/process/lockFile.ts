import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { err, ok, type Result } from "@valise/base";
import { isErrno, readJsonIfPresent } from "./files.ts";
import { identifyProcess, isRunning, type ProcessIdentity, processIdentitySchema } from "./processIdentity.ts";

export interface LockHeld {
    readonly kind: "lock-held";
    readonly by: ProcessIdentity;
}

/**
 * Takes a lock that dies with its holder: the file names the process, and a file whose process is gone is taken over.
 * The file appears complete (hard link), so a reader never sees half a lock.
 */
export function takeLock(path: string): Result<Disposable, LockHeld> {
    const self = identifyProcess(process.pid);
    if (self === undefined) throw new Error("this process cannot be identified");
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const own = `${path}.${self.pid}`;
    writeFileSync(own, JSON.stringify(self), { mode: 0o600 });
    try {
        for (;;) {
            if (tryLink(own, path)) return ok({ [Symbol.dispose]: () => release(path, self) });
            const holder = processIdentitySchema.safeParse(readJsonIfPresent(path)).data;
            if (holder !== undefined && isRunning(holder)) return err({ kind: "lock-held", by: holder });
            discardStale(path, self.pid);
        }
    } finally {
        rmSync(own, { force: true });
    }
}

/** Tries again for so long; the last refusal is given back. `onWait` is told once, before the first wait. */
export async function waitForLock(
    path: string,
    waitMs: number,
    onWait?: () => void,
): Promise<Result<Disposable, LockHeld>> {
    const untilMs = performance.now() + waitMs;
    for (let waited = false; ; waited = true) {
        const lock = takeLock(path);
        if (lock.ok || performance.now() >= untilMs) return lock;
        if (!waited) onWait?.();
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

/** Who holds the lock, if that process is alive. */
export function lockHolder(path: string): ProcessIdentity | undefined {
    const holder = processIdentitySchema.safeParse(readJsonIfPresent(path)).data;
    return holder !== undefined && isRunning(holder) ? holder : undefined;
}

function tryLink(own: string, path: string): boolean {
    try {
        linkSync(own, path);
        return true;
    } catch (error) {
        if (isErrno(error, "EEXIST")) return false;
        throw error;
    }
}

/** Moves the stale file aside before deleting it: of two takers only one finds it there, and neither deletes a new lock. */
function discardStale(path: string, pid: number): void {
    const aside = `${path}.stale.${pid}`;
    try {
        renameSync(path, aside);
    } catch (error) {
        if (isErrno(error, "ENOENT")) return;
        throw error;
    }
    const moved = processIdentitySchema.safeParse(readJsonIfPresent(aside)).data;
    // Between reading and moving, another taker may have put a live lock there: give it back.
    if (moved !== undefined && isRunning(moved)) tryLink(aside, path);
    rmSync(aside, { force: true });
}

function release(path: string, self: ProcessIdentity): void {
    const holder = processIdentitySchema.safeParse(readJsonIfPresent(path)).data;
    if (holder?.pid === self.pid && holder.startedAt === self.startedAt) rmSync(path, { force: true });
}
