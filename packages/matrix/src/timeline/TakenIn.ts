import { asArray, asNumber, asObject } from "../json.ts";
import type { StoredValue } from "../store/RecordStore.ts";
import { type MegolmPlace, placeOf } from "./megolmPosition.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

/**
 * Which places in which senders' Megolm sessions this device has read, beyond what it holds and across restarts: what it has
 * shown long ago is not taken for new when a server tells it again or a bag brings it (protocol 7, "importing happens once").
 * Places, not event ids: those are inside what the sender's session signs, and no server can give a message another.
 */
export interface TakenIn {
    /** Whether it has been read, under this event id or another. */
    has(event: TimelineEvent): boolean;
    add(event: TimelineEvent): void;
    /** Of each sender that changed since the last call: what to keep. */
    takeUnsaved(): readonly { readonly senderId: string; readonly value: StoredValue }[];
    /** What was kept, joined to what has been read since. */
    load(senderId: string, value: StoredValue): void;
}

interface Session {
    /** When its newest message was sent, by the servers' word. */
    readonly newestMs: number;
    /** Read from, to (both included), ascending and apart. */
    readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** Of each sender of a room; those whose messages are the oldest are forgotten first. */
const MAX_SESSIONS = 64;
/** Of each session; more than one only while messages between them were never read. */
const MAX_RANGES = 64;

export function createTakenIn(): TakenIn {
    const senders = new Map<string, Map<string, Session>>();
    const unsaved = new Set<string>();

    const sessionsOf = (senderId: string): Map<string, Session> => {
        const known = senders.get(senderId) ?? new Map<string, Session>();
        senders.set(senderId, known);
        return known;
    };
    const join = (senderId: string, sessionId: string, { newestMs, ranges }: Session): void => {
        const sessions = sessionsOf(senderId);
        const known = sessions.get(sessionId) ?? { newestMs: 0, ranges: [] };
        const joined = joinRanges([...known.ranges, ...ranges]).slice(-MAX_RANGES);
        sessions.set(sessionId, { newestMs: Math.max(known.newestMs, newestMs), ranges: joined });
        if (sessions.size > MAX_SESSIONS) forgetOldest(sessions);
    };
    const isRead = (senderId: string, { sessionId, index }: MegolmPlace): boolean => {
        const ranges = senders.get(senderId)?.get(sessionId)?.ranges ?? [];
        return ranges.some(([from, to]) => from <= index && index <= to);
    };

    return {
        has(event) {
            const place = provenPlace(event);
            return place !== null && isRead(event.senderId, place);
        },
        add(event) {
            const { senderId, sentAtMs } = event;
            const place = provenPlace(event);
            if (place === null || isRead(senderId, place)) return;
            join(senderId, place.sessionId, { newestMs: sentAtMs, ranges: [[place.index, place.index]] });
            unsaved.add(senderId);
        },
        takeUnsaved() {
            const taken = [...unsaved].map((senderId) => ({ senderId, value: pack(sessionsOf(senderId)) }));
            unsaved.clear();
            return taken;
        },
        load(senderId, value) {
            for (const [sessionId, packed] of Object.entries(asObject(value) ?? {}))
                join(senderId, sessionId, unpack(packed));
        },
    };
}

/** What is not decrypted claims a place; what is refused has another's, or is not what stands there. */
const provenPlace = ({ body, position }: TimelineEvent): MegolmPlace | null =>
    body === "decrypted" ? placeOf(position) : null;

function joinRanges(ranges: Session["ranges"]): Session["ranges"] {
    const joined: [number, number][] = [];
    for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
        const last = joined.at(-1);
        if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
        else joined.push([from, to]);
    }
    return joined;
}

function forgetOldest(sessions: Map<string, Session>): void {
    const [oldest] = [...sessions].toSorted(([, a], [, b]) => a.newestMs - b.newestMs);
    if (oldest !== undefined) sessions.delete(oldest[0]);
}

/** Session -> when its newest was sent, then from, to, from, to … */
const pack = (sessions: ReadonlyMap<string, Session>): StoredValue =>
    Object.fromEntries([...sessions].map(([id, { newestMs, ranges }]) => [id, [newestMs, ...ranges.flat()]]));

function unpack(packed: unknown): Session {
    const [newestMs = 0, ...ends] = asArray(packed).map((each) => asNumber(each) ?? 0);
    const ranges = Array.from({ length: Math.floor(ends.length / 2) }, (_, at) => {
        return [ends[2 * at] ?? 0, ends[2 * at + 1] ?? 0] as const;
    });
    return { newestMs, ranges };
}
