import type { MarkingSnapshot } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { ComposerViewModel } from "../conversation/createComposerViewModel.ts";
import type { BroughtScan } from "./createBroughtScan.ts";
import type { FoundAbove } from "./findBrought.ts";

/** `checking`: nothing is sent until it is known. `unchecked`: the search could not be loaded. */
export type Brought = { readonly kind: "checking" | "unchecked" } | FoundAbove;

export interface BroughtViewModel extends ReadStore<Brought | null> {
    /** Text was pasted or dropped into the composer. */
    look(text: string): Promise<void>;
    /** The person has looked and keeps it. */
    keep(): void;
    /** Takes what was brought in out of the draft again. */
    remove(): void;
}

/** Warns before pasted text goes into a room that its own marking is above of. */
export function createBroughtViewModel(
    scan: BroughtScan,
    composer: Pick<ComposerViewModel, "getState" | "changeDraft">,
    roomLabel: () => MarkingSnapshot | null,
): BroughtViewModel {
    const store = createStore<Brought | null>(() => null);
    let text = "";
    let lastLook = 0;
    const settle = (brought: Brought | null) => store.setState(brought, true);
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        async look(brought) {
            if (brought === "") return;
            lastLook += 1;
            const number = lastLook;
            const before = store.getState();
            settle({ kind: "checking" });
            const found = await scan.text(brought, roomLabel());
            if (number !== lastLook) return;
            // A second, harmless paste does not answer for the first.
            if (found === null) return settle(before?.kind === "checking" ? null : before);
            text = brought;
            settle(found === "unchecked" ? { kind: "unchecked" } : found);
        },
        keep: () => settle(null),
        remove() {
            const { draft } = composer.getState();
            composer.changeDraft(draft.replace(text.replaceAll(/\r\n?/g, "\n"), ""));
            settle(null);
        },
    };
}
