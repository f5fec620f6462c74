import type { Engine, EngineFailure, EngineOutput } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import type { ReadStore } from "../../../stores/viewModel.ts";

/** What became of one file. */
export type BagOutcome =
    | { readonly kind: "waiting" }
    | { readonly kind: "reading" }
    | { readonly kind: "taken"; readonly taken: EngineOutput<"importBag"> }
    /** Taken before, or nothing in it is new. */
    | { readonly kind: "seen" }
    | { readonly kind: "refused"; readonly failure: EngineFailure };

export interface TakenBag {
    readonly name: string;
    readonly outcome: BagOutcome;
}

export interface BagImport extends ReadStore<readonly TakenBag[]> {
    /** One after the other. */
    take(files: readonly File[]): Promise<void>;
}

/** What a bag may be at most (crisis SPEC 18.1); what is larger is not even read. */
const mostBytes = 33 * 1024 * 1024;

/** Takes bags in, and says of each what became of it. */
export function createBagImport({ commands }: Engine): BagImport {
    const store = createStore<readonly TakenBag[]>(() => []);
    const read = async (file: File): Promise<BagOutcome> => {
        if (file.size > mostBytes) return { kind: "refused", failure: { kind: "refused", code: "CRS_BAG_TOO_LARGE" } };
        const bytes = await file.arrayBuffer().catch(() => null);
        if (bytes === null) return { kind: "refused", failure: { kind: "file-damaged" } };
        const result = await commands.importBag({ bytes: new Uint8Array(bytes) });
        if (!result.ok) {
            const isSeen = result.error.kind === "refused" && result.error.code === "CRS_BAG_SEEN";
            return isSeen ? { kind: "seen" } : { kind: "refused", failure: result.error };
        }
        const { rooms } = result.value;
        const isNew = rooms.some(({ fresh, unreadable }) => fresh > 0 || unreadable > 0);
        return isNew || rooms.length === 0 ? { kind: "taken", taken: result.value } : { kind: "seen" };
    };
    const set = (at: number, outcome: BagOutcome) =>
        store.setState(
            store.getState().map((each, index) => (index === at ? { ...each, outcome } : each)),
            true,
        );
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        async take(files) {
            const first = store.getState().length;
            const waiting = files.map(({ name }): TakenBag => ({ name, outcome: { kind: "waiting" } }));
            store.setState([...store.getState(), ...waiting], true);
            for (const [at, file] of files.entries()) {
                set(first + at, { kind: "reading" });
                set(first + at, await read(file));
            }
        },
    };
}
