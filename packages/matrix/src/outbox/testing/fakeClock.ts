import { type Clock, epochMs } from "@valise/base";

export interface FakeClock extends Clock {
    /** Lets `ms` pass: each timer fires at its time, and all it starts settles before the next. */
    advance(ms: number): Promise<void>;
    settle(): Promise<void>;
}

export function createFakeClock(startMs = 1_790_000_000_000): FakeClock {
    let passedMs = 0;
    const timers = new Map<object, { readonly atMs: number; readonly call: () => void }>();
    // Everything fake settles in microtasks; one turn of the event loop runs them all.
    const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
    return {
        nowMs: () => epochMs(startMs + passedMs),
        monotonicMs: () => passedMs,
        after(delayMs, call) {
            const id = {};
            timers.set(id, { atMs: passedMs + delayMs, call });
            return { [Symbol.dispose]: () => timers.delete(id) };
        },
        settle,
        async advance(ms) {
            const untilMs = passedMs + ms;
            await settle();
            for (;;) {
                const [next] = [...timers]
                    .filter(([, { atMs }]) => atMs <= untilMs)
                    .sort((a, b) => a[1].atMs - b[1].atMs);
                if (next === undefined) break;
                timers.delete(next[0]);
                passedMs = Math.max(passedMs, next[1].atMs);
                next[1].call();
                await settle();
            }
            passedMs = untilMs;
        },
    };
}
