import type { Engine, SnapshotOf, TopicRef } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import type { ViewModel } from "./viewModel.ts";

/** Keeps the newest snapshot of one engine topic; null until the engine has answered. Disposing closes the topic. */
export function createTopicStore<R extends TopicRef>(engine: Engine, ref: R): ViewModel<SnapshotOf<R> | null> {
    const store = createStore<SnapshotOf<R> | null>(() => null);
    const subscription = engine.subscribe(ref, (snapshot) => store.setState(snapshot, true));
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        [Symbol.dispose]: () => subscription[Symbol.dispose](),
    };
}
