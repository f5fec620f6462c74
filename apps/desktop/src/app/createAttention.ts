import { createStore } from "zustand/vanilla";
import type { ViewModel } from "../stores/viewModel.ts";

/** Whether the window is visible and has the focus: only then can something have been read. */
export function createAttention(view: Window): ViewModel<boolean> {
    const { document } = view;
    const read = () => document.visibilityState === "visible" && document.hasFocus();
    const store = createStore(read);
    const update = () => store.setState(read(), true);
    view.addEventListener("focus", update);
    view.addEventListener("blur", update);
    document.addEventListener("visibilitychange", update);
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        [Symbol.dispose]() {
            view.removeEventListener("focus", update);
            view.removeEventListener("blur", update);
            document.removeEventListener("visibilitychange", update);
        },
    };
}
