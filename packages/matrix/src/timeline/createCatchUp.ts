import type { Clock } from "@valise/base";
import { roomTypes } from "../crisis/wire.ts";
import type { RoomBook, RoomEntry } from "../rooms/RoomBook.ts";
import type { RecordStore, StoredValue } from "../store/RecordStore.ts";
import type { Paginator } from "./createPaginator.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

/** Reads what is missing in rooms that nobody need have open for their messages to count: alarms, ledgers, logs. */
export interface CatchUp {
    /** Events are missing after this one. On the disk when it resolves, so that a kill costs none of them. */
    missing(entry: RoomEntry, since: TimelineEvent | null): Promise<void>;
    /** Goes on with what was not finished. */
    resume(): Promise<void>;
    stop(): void;
}

export interface CatchUpParts {
    readonly store: RecordStore;
    readonly clock: Clock;
    readonly book: RoomBook;
    readonly paginator: Paginator;
}

const GROUP = "catchUp";
const PAGE = 100;
/** So much is read of one room at most: a room cannot keep its people busy for ever. */
const MAX_PAGES = 50;
const RETRY_MS = 5_000;

const kinds: ReadonlySet<string> = new Set([roomTypes.channel, roomTypes.ledger, roomTypes.emergency]);

/** A room whose every message counts on every device of it. */
export const isFollowed = (entry: RoomEntry | null): boolean =>
    entry?.record.membership === "join" && kinds.has(entry.record.type ?? "");

export function createCatchUp({ store, clock, book, paginator }: CatchUpParts): CatchUp {
    /** The last event before the hole, by room; empty: none is known. */
    const holes = new Map<string, string>();
    const filling = new Set<string>();
    let stopped = false;

    const fill = async (roomId: string): Promise<boolean> => {
        const entry = book.get(roomId);
        const since = holes.get(roomId);
        if (entry === null || since === undefined || !isFollowed(entry)) return true;
        entry.readingBack = true;
        try {
            for (let page = 0; page < MAX_PAGES && !stopped; page++) {
                if (entry.timeline.has(since)) return true;
                const read = await paginator.back(roomId, PAGE);
                if (!read.ok) return false;
                if (read.value.startReached) return true;
            }
            return !stopped;
        } finally {
            entry.readingBack = false;
        }
    };
    const run = async (roomId: string): Promise<void> => {
        if (filling.has(roomId) || stopped) return;
        filling.add(roomId);
        const done = await fill(roomId).catch(() => false);
        filling.delete(roomId);
        if (stopped) return;
        if (!done) {
            clock.after(RETRY_MS, () => void run(roomId));
            return;
        }
        holes.delete(roomId);
        await store.write([{ kind: "delete", table: "crisis", key: { group: GROUP, id: roomId } }]);
    };

    return {
        async missing(entry, since) {
            const { roomId } = entry.record;
            // The older end of the hole is the one to reach.
            if (!isFollowed(entry) || holes.has(roomId)) return;
            const eventId = since?.eventId ?? "";
            holes.set(roomId, eventId);
            const value: StoredValue = { eventId };
            await store.write([{ kind: "put", table: "crisis", key: { group: GROUP, id: roomId }, value }]);
            void run(roomId);
        },
        async resume() {
            const listed = await store.list("crisis", GROUP);
            for (const { key, value } of listed.ok ? listed.value.records : []) {
                const { eventId } = value as { readonly eventId: string };
                if (!holes.has(key.id)) holes.set(key.id, eventId);
                void run(key.id);
            }
        },
        stop() {
            stopped = true;
        },
    };
}
