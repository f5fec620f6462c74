/** Calls `build` at most once per batch, and each listener with what it made, if that is new. */
export interface Publisher<S> {
    open(listener: (snapshot: S) => void): Disposable;
    /** Something the snapshot is built from changed. */
    poke(): void;
    current(): S;
}

/** Between two publications; the first after a pause waits only for the end of what is running. */
const BATCH_MS = 16;

/**
 * `restMs`: how long a change waits for those that come with it. What a person waits for goes at once; the list beside
 * it rests, so that it is not drawn several times, and not before the message itself.
 */
export function createPublisher<S>(build: () => S, restMs: (last: S) => number = () => 0): Publisher<S> {
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
            if (timer !== null) return;
            const rest = last === null ? 0 : restMs(last);
            timer = setTimeout(publish, Math.max(rest, nextAtMs - performance.now()));
        },
        current,
    };
}

/** The same object while it says the same: what is another object each time is sent and drawn each time. */
export function steady<S>(build: () => S): () => S {
    let last: { readonly snapshot: S; readonly text: string } | null = null;
    return () => {
        const snapshot = build();
        const text = JSON.stringify(snapshot);
        if (last?.text !== text) last = { snapshot, text };
        return last.snapshot;
    };
}
