import type { SnapshotOf, TopicRef, TopicSnapshots } from "@valise/bridge";

/** Keeps one snapshot per topic (and room) and tells whoever is subscribed, at once. */
export interface FakeTopics {
    read<R extends TopicRef>(ref: R): SnapshotOf<R> | undefined;
    publish<R extends TopicRef>(ref: R, snapshot: SnapshotOf<R>): void;
    change<R extends TopicRef>(ref: R, update: (snapshot: SnapshotOf<R>) => SnapshotOf<R>): void;
    open<R extends TopicRef>(ref: R, listener: (snapshot: SnapshotOf<R>) => void): Disposable;
    /** How many subscriptions are open, to show that views close what they opened. */
    openCount(): number;
}

type AnySnapshot = TopicSnapshots[keyof TopicSnapshots];
type AnyListener = (snapshot: never) => void;

const nameOf = (ref: TopicRef): string => ("roomId" in ref ? `${ref.topic} ${ref.roomId}` : ref.topic);

export function createFakeTopics(): FakeTopics {
    const snapshots = new Map<string, AnySnapshot>();
    const listeners = new Map<string, Set<AnyListener>>();
    const publish = (ref: TopicRef, snapshot: AnySnapshot) => {
        snapshots.set(nameOf(ref), snapshot);
        for (const listener of listeners.get(nameOf(ref)) ?? []) listener(snapshot as never);
    };
    return {
        read: (ref) => snapshots.get(nameOf(ref)) as never,
        publish,
        change(ref, update) {
            const before = snapshots.get(nameOf(ref));
            if (before !== undefined) publish(ref, update(before as never));
        },
        open(ref, listener) {
            const name = nameOf(ref);
            const known = listeners.get(name) ?? new Set();
            listeners.set(name, known.add(listener as AnyListener));
            const snapshot = snapshots.get(name);
            if (snapshot !== undefined) listener(snapshot as never);
            return { [Symbol.dispose]: () => void known.delete(listener as AnyListener) };
        },
        openCount: () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0),
    };
}
