import { asArray, asObject } from "../json.ts";
import type { RecordChange, RecordStore, StoredValue } from "../store/RecordStore.ts";
import type { SyncPosition } from "../sync/SyncUpdate.ts";
import type { TimelineEvent } from "../timeline/TimelineEvent.ts";
import type { RoomBook, RoomEntry } from "./RoomBook.ts";
import { createRoomRecord, type MemberRecord, type RoomRecord } from "./RoomRecord.ts";

/** Events kept per room for the next start; older ones are asked from the server when somebody scrolls. */
const KEPT_EVENTS = 30;
const MAX_KEPT_MEMBERS = 2_000;

/** Keeps the room list in the encrypted store, so that a start without a network shows it at once. */
export interface RoomStore {
    /** Room records only: enough for the list. Timelines and members come when a room is opened. */
    load(): Promise<void>;
    loadRoom(roomId: string): Promise<void>;
    /** All rooms changed since the last call and the sync position, in one write: both or neither. */
    save(position: SyncPosition | null): Promise<void>;
    flush(): Promise<void>;
}

const takenInOf = (roomId: string) => `${roomId} taken in`;

export function createRoomStore(store: RecordStore, book: RoomBook): RoomStore {
    const loadedRooms = new Map<string, Promise<void>>();

    const changesOf = (entry: RoomEntry): RecordChange[] => {
        const { roomId } = entry.record;
        const put = (table: "rooms" | "roomState" | "timeline", group: string, id: string, value: unknown) =>
            ({ kind: "put", table, key: { group, id }, value: value as StoredValue }) as const;
        const changes: RecordChange[] = [put("rooms", "", roomId, { ...entry.record })];
        for (const { senderId, value } of entry.timeline.takenIn.takeUnsaved()) {
            changes.push(put("timeline", takenInOf(roomId), senderId, value));
        }
        if (entry.membersChanged && entry.members.size <= MAX_KEPT_MEMBERS) {
            changes.push(put("roomState", roomId, "members", [...entry.members.values()]));
        }
        if (entry.timelineDirty) {
            changes.push(put("timeline", roomId, "recent", entry.timeline.events.slice(-KEPT_EVENTS)));
        }
        entry.membersChanged = false;
        entry.timelineDirty = false;
        return changes;
    };

    const save = async (position: SyncPosition | null) => {
        const changes: RecordChange[] = [];
        for (const roomId of book.takeUnsaved()) {
            const entry = book.get(roomId);
            if (entry !== null) changes.push(...changesOf(entry));
            else changes.push({ kind: "delete", table: "rooms", key: { group: "", id: roomId } });
        }
        if (position !== null) {
            const key = { group: "", id: "position" };
            changes.push({ kind: "put", table: "session", key, value: position as unknown as StoredValue });
        }
        // What a loss of power takes of it, the server tells again from the position that was kept with it.
        if (changes.length > 0) await store.write(changes, "relaxed");
    };

    const readRoom = async (roomId: string) => {
        const entry = book.get(roomId);
        if (entry === null) return;
        const members = await store.get("roomState", { group: roomId, id: "members" });
        for (const member of members.ok ? asArray(members.value) : []) {
            const known = asObject(member) as MemberRecord | null;
            if (known !== null && !entry.members.has(known.userId)) entry.members.set(known.userId, known);
        }
        const taken = await store.list("timeline", takenInOf(roomId));
        for (const { key, value } of taken.ok ? taken.value.records : []) entry.timeline.takenIn.load(key.id, value);
        const recent = await store.get("timeline", { group: roomId, id: "recent" });
        const events = recent.ok ? (asArray(recent.value) as unknown as readonly TimelineEvent[]) : [];
        if (events.length > 0 && entry.timeline.events.length === 0) {
            entry.timeline.reset(events, null);
            if (entry.loaded === "none") entry.loaded = "store";
        }
        book.changed(roomId);
    };

    return {
        async load() {
            const listed = await store.list("rooms", "");
            if (!listed.ok) return;
            for (const { value } of listed.value.records) {
                const record = asObject(value) as RoomRecord | null;
                if (record === null || typeof record.roomId !== "string") continue;
                const entry = book.ensure(record.roomId);
                Object.assign(entry.record, createRoomRecord(record.roomId), record);
            }
            if (listed.value.records.length > 0) book.loaded = "store";
            book.takeUnsaved();
        },
        loadRoom(roomId) {
            const loading = loadedRooms.get(roomId) ?? readRoom(roomId);
            loadedRooms.set(roomId, loading);
            return loading;
        },
        save,
        flush: () => save(null),
    };
}
