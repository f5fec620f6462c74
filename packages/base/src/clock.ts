import { type EpochMs, epochMs } from "./brand.ts";

/** Time as an argument: wall time for stamps, monotonic time for waiting. Tests pass their own. */
export interface Clock {
    nowMs(): EpochMs;
    /** Milliseconds from an arbitrary start; never goes back. */
    monotonicMs(): number;
    /** Calls back once after `delayMs`; disposing cancels. */
    after(delayMs: number, call: () => void): Disposable;
}

export const systemClock: Clock = {
    nowMs: () => epochMs(Date.now()),
    monotonicMs: () => performance.now(),
    after: (delayMs, call) => {
        const timer = setTimeout(call, delayMs);
        return { [Symbol.dispose]: () => clearTimeout(timer) };
    },
};
