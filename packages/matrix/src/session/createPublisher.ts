/** Calls `build` at most once per batch, and each listener with what it made, if that is new. */
export interface Publisher<S> {
    /** Begins with what is, also while a change of it waits for its batch: whoever looks after a command sees what it did. */
    open(listener: (snapshot: S) => void): Disposable;
    /** Something the snapshot is built from changed. */
    poke(): void;
    current(): S;
}

/** Between two publications; the first after a pause waits only for the end of what is running. */
const BATCH_MS = 16;

/** How long a change may wait for those that come with it. */
export interface Rest<S> {
    /** Whatever changed: what stands beside what a person waits for, so that it is not drawn several times, nor before it. */
    readonly allMs?: (last: S) => number;
    /** Where `isMinor` says that nobody waits for what is new in `next`. */
    readonly minorMs?: number;
    readonly isMinor?: (last: S, next: S) => boolean;
}

export function createPublisher<S>(build: () => S, rest: Rest<S> = {}): Publisher<S> {
    const { allMs = () => 0, minorMs = 0, isMinor = () => false } = rest;
    const listeners = new Set<(snapshot: S) => void>();
    let last: S | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let nextAtMs = 0;
    /** Until when what is minor waits; null when nothing does. */
    let restsUntilMs: number | null = null;

    const publish = () => {
        timer = null;
        const nowMs = performance.now();
        if (listeners.size === 0) {
            last = null;
            restsUntilMs = null;
            return;
        }
        const next = build();
        if (next === last) return;
        if (last !== null && isMinor(last, next)) {
            restsUntilMs ??= nowMs + minorMs;
            if (nowMs < restsUntilMs) {
                timer = setTimeout(publish, restsUntilMs - nowMs);
                return;
            }
        }
        nextAtMs = nowMs + BATCH_MS;
        restsUntilMs = null;
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
            listener(timer === null ? current() : build());
            return { [Symbol.dispose]: () => void listeners.delete(listener) };
        },
        poke() {
            // While something minor rests, what comes may be urgent: it is looked at.
            if (timer !== null && restsUntilMs === null) return;
            if (timer !== null) clearTimeout(timer);
            const waitMs = last === null ? 0 : allMs(last);
            timer = setTimeout(publish, Math.max(waitMs, nextAtMs - performance.now()));
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
