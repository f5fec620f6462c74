import type { RoomId, RoomsSnapshot } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import { disposeAll } from "../../stores/disposeAll.ts";
import type { ReadStore, ViewModel } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import type { ConversationParts } from "./ConversationParts.ts";
import { type ConversationViewModel, createConversationViewModel } from "./createConversationViewModel.ts";

/** Rooms kept open behind the current one, so that going back costs nothing. */
const maxKept = 3;

export interface Conversations extends ViewModel<ConversationViewModel | null> {
    /** The current room's, without waiting for its task: for whoever puts something into it from elsewhere. */
    atOnce(): ConversationViewModel | null;
}

/**
 * The conversation of the current room; null for none and for an invitation, whose timeline cannot be read. One that is not
 * kept comes in a task of its own, after the one that shows which room was chosen: together they would hold the page up.
 */
export function createConversations(
    parts: ConversationParts,
    navigation: Navigation,
    rooms: ReadStore<RoomsSnapshot | null>,
): Conversations {
    const kept = new Map<RoomId, ConversationViewModel>();
    const store = createStore<ConversationViewModel | null>(() => null);
    let opening: { readonly roomId: RoomId; readonly show: () => void; readonly task: Disposable } | null = null;
    const open = (roomId: RoomId): ConversationViewModel => {
        const conversation = kept.get(roomId) ?? createConversationViewModel(parts, roomId);
        kept.delete(roomId);
        kept.set(roomId, conversation);
        for (const [oldest, behind] of kept) {
            if (kept.size <= maxKept) break;
            kept.delete(oldest);
            behind[Symbol.dispose]();
        }
        return conversation;
    };
    const update = () => {
        const { roomId } = navigation.getState();
        const room = rooms.getState()?.rows.find((row) => row.roomId === roomId);
        const isReadable = roomId !== null && room?.membership !== "invite";
        if (isReadable && opening?.roomId === roomId) return;
        opening?.task[Symbol.dispose]();
        opening = null;
        if (isReadable && !kept.has(roomId)) {
            store.setState(null, true);
            const show = () => {
                opening = null;
                store.setState(open(roomId), true);
            };
            opening = { roomId, show, task: parts.clock.after(0, show) };
            return;
        }
        const next = isReadable ? open(roomId) : null;
        if (next === store.getState()) return;
        next?.timeline.restartUnread();
        store.setState(next, true);
    };
    const stops = [navigation.subscribe(update), rooms.subscribe(update)];
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        atOnce() {
            opening?.task[Symbol.dispose]();
            opening?.show();
            return store.getState();
        },
        [Symbol.dispose]() {
            for (const stop of stops) stop();
            opening?.task[Symbol.dispose]();
            disposeAll([...kept.values()]);
        },
    };
}
