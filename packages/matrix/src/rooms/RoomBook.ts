import type { RoomJudge } from "../gate/message/RoomJudge.ts";
import { createGateEvents } from "../gate/room/GateEvents.ts";
import type { JsonObject } from "../json.ts";
import { createRowBuilder, type RowBuilder } from "../timeline/createRowBuilder.ts";
import { createRoomTimeline, type RoomTimeline } from "../timeline/RoomTimeline.ts";
import type { RoomState } from "./applyState.ts";
import { createRoomRecord, type RoomRecord } from "./RoomRecord.ts";

export interface RoomEntry extends RoomState {
    readonly timeline: RoomTimeline;
    readonly rows: RowBuilder;
    /** How many subscriptions keep this room open. */
    openCount: number;
    loaded: "none" | "store" | "live";
    backward: "idle" | "loading" | "start-reached" | "failed";
    /** What was missed is being read back: nothing is trimmed before it is there. */
    readingBack: boolean;
    timelineDirty: boolean;
    /** While the whole state is asked for: what the sync tells meanwhile, by `stateName`. The answer may be older than that. */
    toldMeanwhile: Set<string> | null;
    /** What the invitation said, while there is one. */
    inviteContent: JsonObject | null;
    /** What is made of this room's messages; null in an unlabelled room. */
    judge: RoomJudge | null;
}

/** All rooms of the session, in memory. Whoever changes one says so; listeners hear of it once per batch. */
export interface RoomBook {
    get(roomId: string): RoomEntry | null;
    ensure(roomId: string): RoomEntry;
    remove(roomId: string): void;
    all(): IterableIterator<RoomEntry>;
    /** Of rooms, in the person's own account data: with whom a room is a direct one. */
    direct: ReadonlyMap<string, string>;
    /** Rooms that carry the product's own data and are nobody's conversation: never listed. */
    hidden: ReadonlySet<string>;
    loaded: "none" | "store" | "partial" | "all";
    changed(roomId: string): void;
    onChanged(listener: (roomIds: ReadonlySet<string>) => void): void;
    /** The rooms changed since the last call; taken by whoever writes them to the store. */
    takeUnsaved(): ReadonlySet<string>;
}

export function createRoomEntry(record: RoomRecord): RoomEntry {
    return {
        record,
        members: new Map(),
        membersComplete: false,
        membersChanged: false,
        gate: createGateEvents(),
        timeline: createRoomTimeline(record.roomId),
        rows: createRowBuilder(),
        openCount: 0,
        loaded: "none",
        backward: "idle",
        readingBack: false,
        timelineDirty: false,
        toldMeanwhile: null,
        inviteContent: null,
        judge: null,
    };
}

export function createRoomBook(): RoomBook {
    const rooms = new Map<string, RoomEntry>();
    const listeners: ((roomIds: ReadonlySet<string>) => void)[] = [];
    let batch = new Set<string>();
    let unsaved = new Set<string>();
    let scheduled = false;
    let loaded: RoomBook["loaded"] = "none";

    const schedule = () => {
        if (scheduled) return;
        scheduled = true;
        queueMicrotask(flush);
    };
    const flush = () => {
        scheduled = false;
        const told = batch;
        batch = new Set();
        for (const listener of listeners) listener(told);
    };
    const book: RoomBook = {
        get: (roomId) => rooms.get(roomId) ?? null,
        ensure(roomId) {
            const known = rooms.get(roomId);
            if (known !== undefined) return known;
            const entry = createRoomEntry(createRoomRecord(roomId));
            rooms.set(roomId, entry);
            return entry;
        },
        remove: (roomId) => {
            rooms.delete(roomId);
            book.changed(roomId);
        },
        all: () => rooms.values(),
        direct: new Map(),
        hidden: new Set(),
        get loaded() {
            return loaded;
        },
        set loaded(next) {
            // The list may be confirmed by the server without any of its rooms having changed.
            if (next === loaded) return;
            loaded = next;
            schedule();
        },
        changed(roomId) {
            batch.add(roomId);
            unsaved.add(roomId);
            schedule();
        },
        onChanged: (listener) => listeners.push(listener),
        takeUnsaved() {
            const taken = unsaved;
            unsaved = new Set();
            return taken;
        },
    };
    return book;
}
