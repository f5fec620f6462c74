import { type Clock, type EpochMs, epochMs } from "@valise/base";
import { demoNowMs } from "./builders.ts";

export interface FakeClock extends Clock {
    /** Lets time pass and calls what was due, in order. */
    advance(ms: number): void;
}

/** Time that passes only when told to. */
export function createFakeClock(startMs: EpochMs = demoNowMs): FakeClock {
    let now = 0;
    const waiting = new Map<symbol, { dueMs: number; call: () => void }>();
    const nextDue = (untilMs: number) =>
        [...waiting].filter(([, { dueMs }]) => dueMs <= untilMs).sort(([, a], [, b]) => a.dueMs - b.dueMs)[0];
    return {
        nowMs: () => epochMs(startMs + now),
        monotonicMs: () => now,
        after(delayMs, call) {
            const id = Symbol("timer");
            waiting.set(id, { dueMs: now + delayMs, call });
            return { [Symbol.dispose]: () => void waiting.delete(id) };
        },
        advance(ms) {
            const untilMs = now + ms;
            for (let due = nextDue(untilMs); due !== undefined; due = nextDue(untilMs)) {
                const [id, { dueMs, call }] = due;
                waiting.delete(id);
                now = dueMs;
                call();
            }
            now = untilMs;
        },
    };
}
