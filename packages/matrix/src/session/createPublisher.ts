/** Calls `build` at most once per batch, and each listener with what it made, if that is new. */
export interface Publisher<S> {
    open(listener: (snapshot: S) => void): Disposable;
    /** Something the snapshot is built from changed. */
    poke(): void;
    current(): S;
}

/** Between two publications; the first after a pause waits only for the end of what is running. */
const BATCH_MS = 16;

export function createPublisher<S>(build: () => S): Publisher<S> {
    const listeners = new Set<(snapshot: S) => void>();
    let last: S | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let nextAtMs = 0;

    const publish = () => {
        timer = null;
        nextAtMs = performance.now() + BATCH_MS;
        if (listeners.size === 0) {
            last = null;
            return;
        }
        const next = build();
        if (next === last) return;
        last = next;
        for (const listener of [...listeners]) listener(next);
    };
    const current = () => {
        last ??= build();
        return last;
    };
    return {
        open(listener) {
            if (listeners.size === 0) last = null;
            listeners.add(listener);
            listener(current());
            return { [Symbol.dispose]: () => void listeners.delete(listener) };
        },
        poke() {
            timer ??= setTimeout(publish, Math.max(0, nextAtMs - performance.now()));
        },
        current,
    };
}
