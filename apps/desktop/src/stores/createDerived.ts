import { createStore } from "zustand/vanilla";
import type { ReadStore, ViewModel } from "./viewModel.ts";

/**
 * State computed from other stores: computed anew when one of them changes, published only when `isSame` says that the
 * outcome differs. `compute` must be pure but for reading the sources.
 */
export function createDerived<S>(
    sources: readonly ReadStore<unknown>[],
    compute: (previous: S | undefined) => S,
    isSame: (a: S, b: S) => boolean = shallowEqual,
): ViewModel<S> {
    const store = createStore<S>(() => compute(undefined));
    const update = () => {
        const previous = store.getState();
        const next = compute(previous);
        if (!isSame(previous, next)) store.setState(next, true);
    };
    const stops = sources.map((source) => source.subscribe(update));
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        [Symbol.dispose]: () => {
            for (const stop of stops) stop();
        },
    };
}

/** Same members by identity, one level deep. */
export function shallowEqual(a: unknown, b: unknown): boolean {
    if (Object.is(a, b)) return true;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    const names = Object.keys(a);
    if (names.length !== Object.keys(b).length) return false;
    const other = b as Record<string, unknown>;
    return names.every(
        (name) => Object.hasOwn(b, name) && Object.is((a as Record<string, unknown>)[name], other[name]),
    );
}
