import type { Clock } from "@valise/base";
import { roomTypes } from "../crisis/wire.ts";
import type { RoomBook, RoomEntry } from "../rooms/RoomBook.ts";
import type { RecordStore, StoredValue } from "../store/RecordStore.ts";
import type { Paginator } from "./createPaginator.ts";
import { findHole } from "./findHole.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

/** Events are missing between what a server tells now and what was known. */
export interface Gap {
    /** The last event before what is missing, as far as it is known. */
    readonly since: TimelineEvent | null;
    /** What was held was dropped for what the server tells now. */
    readonly isDropped: boolean;
    /** Senders' places in their sessions show it: the server itself may not have what is missing yet. */
    readonly isHole: boolean;
}

/**
 * Reads what is missing: in rooms that nobody need have open for their messages to count (alarms, ledgers, logs) always, in
 * others when they are open, or when the server tells of no gap and so nobody would scroll back for it. Where agencies were cut
 * from each other, their servers fetch what was said meanwhile only as it is asked for; so it is read until nothing is missing.
 */
export interface CatchUp {
    /** On the disk when it resolves where the room's messages count, so that a kill costs none of them. */
    missing(entry: RoomEntry, gap: Gap): Promise<void>;
    /** Somebody opens the room. */
    opened(roomId: string): void;
    /** Goes on with what was not finished. */
    resume(): Promise<void>;
    stop(): void;
}

export interface CatchUpParts {
    readonly store: RecordStore;
    readonly clock: Clock;
    readonly book: RoomBook;
    readonly paginator: Pick<Paginator, "again">;
}

const GROUP = "catchUp";
/** So much is read of one room at most: a room cannot keep its people busy for ever. */
const MAX_PAGES = { followed: 50, other: 20 };
const MAX_READINGS = 40;
const RETRY_MS = 5_000;
/** Before anything is read for a place that is missing: what left together may come one after the other. */
const SETTLE_MS = 500;
/** Until it is read once more when something new came: the server goes on fetching. */
const AGAIN_MS = 500;
/** The same while nothing comes and something is still missing; then it is given up, since it may never have been sent. */
const PAUSES_MS = [1_000, 3_000, 10_000, 30_000, 60_000];

const kinds: ReadonlySet<string> = new Set([roomTypes.channel, roomTypes.ledger, roomTypes.emergency]);

/** A room whose every message counts on every device of it. */
export const isFollowed = (entry: RoomEntry | null): boolean =>
    entry?.record.membership === "join" && kinds.has(entry.record.type ?? "");

interface Search {
    /** Empty: no event before it is known. */
    since: string;
    /** Until nothing is missing. */
    readonly isHole: boolean;
}

export function createCatchUp({ store, clock, book, paginator }: CatchUpParts): CatchUp {
    const searches = new Map<string, Search>();
    const filling = new Set<string>();
    const resting = new Set<Disposable>();
    let stopped = false;

    const after = (ms: number, run: () => void) => {
        if (stopped) return;
        const timer = clock.after(ms, () => {
            resting.delete(timer);
            run();
        });
        resting.add(timer);
    };
    const rest = (ms: number) => new Promise<void>((resolve) => after(ms, resolve));

    const run = async (roomId: string): Promise<void> => {
        const [entry, search] = [book.get(roomId), searches.get(roomId)];
        if (search === undefined || filling.has(roomId) || stopped) return;
        filling.add(roomId);
        if (entry !== null) entry.readingBack = true;
        const done =
            entry?.record.membership !== "join" ||
            (await readUntilWhole(entry, search, { paginator, rest }).catch(() => false));
        if (entry !== null) entry.readingBack = false;
        filling.delete(roomId);
        if (stopped) return;
        if (!done) return after(RETRY_MS, () => void run(roomId));
        await forget(roomId, entry);
    };
    const forget = async (roomId: string, entry: RoomEntry | null): Promise<void> => {
        searches.delete(roomId);
        if (isFollowed(entry))
            await store.write([{ kind: "delete", table: "crisis", key: { group: GROUP, id: roomId } }]);
    };
    /** Reads, unless what was missing has come by itself. */
    const settle = (roomId: string): void => {
        const [entry, search] = [book.get(roomId), searches.get(roomId)];
        const hasCome = entry !== null && search !== undefined && isWholeSince(entry, search.since);
        void (hasCome && !filling.has(roomId) ? forget(roomId, entry) : run(roomId));
    };

    return {
        async missing(entry, { since, isDropped, isHole }) {
            const { roomId } = entry.record;
            const [known, eventId] = [searches.get(roomId), since?.eventId ?? ""];
            const [follows, isOpen] = [isFollowed(entry), entry.openCount > 0];
            if (!follows && !isOpen && !isHole) return;
            // The oldest end of what is missing is the one to reach.
            if (known === undefined) searches.set(roomId, { since: eventId, isHole });
            else if (isBefore(entry, eventId, known.since)) known.since = eventId;
            if (follows) {
                const value: StoredValue = { eventId: searches.get(roomId)?.since ?? eventId };
                await store.write([{ kind: "put", table: "crisis", key: { group: GROUP, id: roomId }, value }]);
            }
            if (isHole && !isDropped) after(SETTLE_MS, () => settle(roomId));
            else if (follows || isOpen) void run(roomId);
        },
        opened: (roomId) => void run(roomId),
        async resume() {
            const listed = await store.list("crisis", GROUP);
            for (const { key, value } of listed.ok ? listed.value.records : []) {
                const { eventId } = value as { readonly eventId: string };
                if (!searches.has(key.id)) searches.set(key.id, { since: eventId, isHole: true });
                void run(key.id);
            }
        },
        stop() {
            stopped = true;
            for (const timer of resting) timer[Symbol.dispose]();
        },
    };
}

interface Reading extends Pick<CatchUpParts, "paginator"> {
    /** Never ends once it is stopped. */
    rest(ms: number): Promise<void>;
}

/** Also ends when it is given up. False: the server did not answer. */
async function readUntilWhole(entry: RoomEntry, search: Search, { paginator, rest }: Reading): Promise<boolean> {
    const maxPages = MAX_PAGES[isFollowed(entry) ? "followed" : "other"];
    let pauses = 0;
    for (let reading = 0; reading < MAX_READINGS; reading++) {
        const read = await paginator.again(entry.record.roomId, search.since, maxPages);
        if (!read.ok) return false;
        const { found } = read.value;
        if (!isMissing(entry, search.since) && !(search.isHole && found > 0)) return true;
        if (found > 0) pauses = 0;
        const pauseMs = found > 0 ? AGAIN_MS : PAUSES_MS[pauses++];
        if (pauseMs === undefined) return true;
        await rest(pauseMs);
    }
    return true;
}

function isMissing({ timeline: { events } }: RoomEntry, since: string): boolean {
    const at = events.findIndex(({ eventId }) => eventId === since);
    return findHole(events.slice(0, at + 1), events.slice(at + 1), false) !== null;
}

const isWholeSince = (entry: RoomEntry, since: string): boolean =>
    entry.timeline.has(since) && !isMissing(entry, since);

function isBefore({ timeline: { events } }: RoomEntry, eventId: string, other: string): boolean {
    const [at, otherAt] = [eventId, other].map((id) => events.findIndex((event) => event.eventId === id));
    return at !== undefined && at >= 0 && otherAt !== undefined && at < otherAt;
}
