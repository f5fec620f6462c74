import { err, ok } from "@valise/base";
import type { StoreLock } from "./StoreLock.ts";

/** A page that was just closed or reloaded: its worker is ended by force after 2 s (Chromium), and its lock with it. */
const endingPageMs = 3_000;

/**
 * By the browser's Web Locks: another tab or window of the same origin is kept out. Waits for a page that is ending, but
 * no longer, whatever it is asked: what is held after that is held by a page that is open, and the person should know.
 */
export function createWebLock(name: string, locks: LockManager = navigator.locks, longestMs = endingPageMs): StoreLock {
    return {
        acquire: (waitMs) =>
            new Promise((resolve) => {
                const signal = AbortSignal.timeout(Math.min(waitMs, longestMs));
                const held = (lock: Lock | null) =>
                    new Promise<void>((release) => {
                        if (lock === null) return release();
                        resolve(ok({ [Symbol.dispose]: release }));
                    });
                locks.request(name, { signal }, held).catch(() => resolve(err({ kind: "store-in-use" })));
            }),
    };
}
