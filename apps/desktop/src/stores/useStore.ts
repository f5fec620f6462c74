import { useSyncExternalStore } from "react";
import type { ReadStore } from "./viewModel.ts";

/** Renders with a store's state, and again when it changes. */
export function useStore<S>(store: ReadStore<S>): S {
    return useSyncExternalStore(store.subscribe, store.getState, store.getInitialState);
}

/** As `useStore`, for one member or another cheap, identity-stable choice. */
export function useSelect<S, T>(store: ReadStore<S>, select: (state: S) => T): T {
    return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
