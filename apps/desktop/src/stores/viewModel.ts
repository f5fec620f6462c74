import type { StoreApi } from "zustand/vanilla";

/** What a view may do with state: read it and hear of changes. Only the view model that made it can set it. */
export type ReadStore<S> = Pick<StoreApi<S>, "getState" | "getInitialState" | "subscribe">;

/** Display-ready state; a feature's view model adds its actions to this. Whoever creates it disposes it. */
export interface ViewModel<S> extends ReadStore<S>, Disposable {}
