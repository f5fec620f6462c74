import type { Engine, EventId, RoomId } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import type { ReadStore } from "../stores/viewModel.ts";
import { sniffPicture } from "./sniffPicture.ts";

/** Small pictures of one room, by event, as `blob:` addresses that end with the room. */
export interface ThumbnailCache extends ReadStore<ReadonlyMap<EventId, string>>, Disposable {
    /** Fetches it once; a refusal is remembered and not asked again. */
    want(eventId: EventId): void;
}

const maxKept = 60;

export function createThumbnailCache(engine: Engine, roomId: RoomId): ThumbnailCache {
    const store = createStore<ReadonlyMap<EventId, string>>(() => new Map());
    const asked = new Set<EventId>();
    let isOpen = true;
    const load = async (eventId: EventId) => {
        const result = await engine.commands.readThumbnail({ roomId, eventId });
        if (!result.ok || !isOpen) return;
        const type = sniffPicture(result.value.bytes as Uint8Array);
        if (type === null) return;
        const address = URL.createObjectURL(new Blob([result.value.bytes as Uint8Array<ArrayBuffer>], { type }));
        const next = new Map(store.getState()).set(eventId, address);
        for (const [oldest, oldAddress] of next) {
            if (next.size <= maxKept) break;
            URL.revokeObjectURL(oldAddress);
            next.delete(oldest);
            asked.delete(oldest);
        }
        store.setState(next, true);
    };
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        want(eventId) {
            if (asked.has(eventId)) return;
            asked.add(eventId);
            void load(eventId);
        },
        [Symbol.dispose]() {
            isOpen = false;
            for (const address of store.getState().values()) URL.revokeObjectURL(address);
        },
    };
}
