import type { Clock } from "@valise/base";
import type { Engine, EngineFailure, EngineOutput, RoomId } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import type { ViewModel } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";

type Answer = EngineOutput<"searchMessages">;
export type FoundMessage = Answer["rows"][number];

export interface SearchView {
    readonly text: string;
    /** Null: all rooms. */
    readonly roomId: RoomId | null;
    readonly rows: readonly FoundMessage[];
    /** Whether everything of the rooms searched is on this device. */
    readonly complete: boolean;
    /** `typing`: nothing asked yet. */
    readonly state: "typing" | "searching" | "done" | "failed";
    readonly failure: EngineFailure | null;
}

export interface SearchViewModel extends ViewModel<SearchView> {
    /** Begins in one room, or in all. */
    begin(roomId: RoomId | null, text?: string): void;
    search(text: string): void;
    within(roomId: RoomId | null): void;
    /** Opens the room at the message. */
    open(found: FoundMessage): void;
    close(): void;
}

const typingPauseMs = 250;
const shortest = 2;
const empty: SearchView = { text: "", roomId: null, rows: [], complete: true, state: "typing", failure: null };

/** Search in messages that this device keeps. Nothing is asked of a server; the newest question counts. */
export function createSearchViewModel(parts: {
    readonly engine: Engine;
    readonly clock: Clock;
    readonly navigation: Navigation;
}): SearchViewModel {
    const { engine, clock, navigation } = parts;
    const store = createStore<SearchView>(() => empty);
    let pause: Disposable | undefined;
    let lastQuestion = 0;

    const ask = async () => {
        const question = lastQuestion;
        const { text, roomId } = store.getState();
        const result = await engine.commands.searchMessages({ text: text.trim(), roomId });
        if (question !== lastQuestion) return;
        if (result.ok) store.setState({ ...result.value, state: "done", failure: null });
        else store.setState({ rows: [], state: "failed", failure: result.error });
    };
    const change = (values: Partial<SearchView>, waitMs: number) => {
        lastQuestion += 1;
        pause?.[Symbol.dispose]();
        store.setState(values);
        if (store.getState().text.trim().length < shortest) {
            store.setState({ rows: [], state: "typing", failure: null });
            return;
        }
        store.setState({ state: "searching" });
        pause = clock.after(waitMs, () => void ask());
    };
    const close = () => {
        change(empty, 0);
        navigation.closeDialog();
    };
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        begin(roomId, text = "") {
            change({ ...empty, roomId, text: text.slice(0, 200) }, 0);
            navigation.openDialog({ kind: "search" });
        },
        search: (text) => change({ text: text.slice(0, 200) }, typingPauseMs),
        within: (roomId) => change({ roomId }, 0),
        open({ roomId, eventId }) {
            close();
            navigation.openMessage(roomId, eventId);
        },
        close,
        [Symbol.dispose]() {
            lastQuestion += 1;
            pause?.[Symbol.dispose]();
        },
    };
}
