import { DatabaseSync } from "node:sqlite";
import { type Clock, err, ok, type Result, systemClock } from "@valise/base";
import type { StoreLock } from "./StoreLock.ts";

const retryEveryMs = 100;

/**
 * By an empty SQLite file held in exclusive mode (Node only). The operating system lets go of it when the process dies,
 * however it dies, so there is no stale lock to judge by process ids. The folder must exist.
 */
export function createFileLock(path: string, clock: Clock = systemClock): StoreLock {
    return {
        async acquire(waitMs) {
            const untilMs = clock.monotonicMs() + waitMs;
            for (;;) {
                const held = tryHold(path);
                if (held.ok || clock.monotonicMs() >= untilMs) return held;
                await new Promise<void>((resolve) => clock.after(retryEveryMs, resolve));
            }
        },
    };
}

function tryHold(path: string): Result<Disposable, { readonly kind: "store-in-use" }> {
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
        database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
        return ok({ [Symbol.dispose]: () => database.close() });
    } catch (cause) {
        database.close();
        if (isBusy(cause)) return err({ kind: "store-in-use" });
        throw cause;
    }
}

/** SQLITE_BUSY and SQLITE_LOCKED. */
function isBusy(cause: unknown): boolean {
    const code = (cause as { errcode?: unknown }).errcode;
    return code === 5 || code === 6;
}
