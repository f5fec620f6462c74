import { err, ok } from "@valise/base";
import type { StoreLock } from "./StoreLock.ts";

/** By the browser's Web Locks: another tab or window of the same origin is kept out. */
export function createWebLock(name: string, locks: LockManager = navigator.locks): StoreLock {
    return {
        acquire: (waitMs) =>
            new Promise((resolve) => {
                const signal = AbortSignal.timeout(waitMs);
                const held = (lock: Lock | null) =>
                    new Promise<void>((release) => {
                        if (lock === null) return release();
                        resolve(ok({ [Symbol.dispose]: release }));
                    });
                locks.request(name, { signal }, held).catch(() => resolve(err({ kind: "store-in-use" })));
            }),
    };
}
