import { asString } from "../json.ts";
import { createTakenIn, type TakenIn } from "./TakenIn.ts";
import { namesOf, type TimelineEvent } from "./TimelineEvent.ts";

/** The stretch of a room's events that this device holds, oldest first. */
export interface RoomTimeline {
    readonly roomId: string;
    readonly events: readonly TimelineEvent[];
    /** Where older events continue; null when the start is reached or nothing is known. */
    readonly prevBatch: string | null;
    readonly startReached: boolean;
    /** Grows with every change; what is built from the events is built again when it moved. */
    readonly revision: number;
    /** Grows when what was held is dropped: a page that was asked for before does not go before what is held now. */
    readonly stretch: number;
    /** What has been read of the room, also what is no longer held. */
    readonly takenIn: TakenIn;
    get(eventId: string): TimelineEvent | null;
    has(eventId: string): boolean;
    /** Puts at the end what was never read here. Answers what it put. */
    append(events: readonly TimelineEvent[]): readonly TimelineEvent[];
    /**
     * Puts what is not held of a page, oldest first, where it stands in the page: before the next event that is held, else after
     * the last, or before all. `fromEnd`: the page ends with the newest event; what follows the last one held, and was never
     * held before, is still to be told by the server.
     */
    weave(page: readonly TimelineEvent[], fromEnd: boolean): readonly TimelineEvent[];
    /** Drops what is held and starts again from these. Answers what it holds. */
    reset(events: readonly TimelineEvent[], prevBatch: string | null): readonly TimelineEvent[];
    replace(event: TimelineEvent): void;
    redact(eventId: string, by: string): void;
    /** Keeps the newest `count`; where older ones continue is asked again from the server. */
    trim(count: number): void;
    /** Forgets messages older than this for good; state stays. True when there were any. */
    dropBefore(beforeMs: number): boolean;
    /** Where older ones continue; null: the start is reached. */
    continueAt(prevBatch: string | null): void;
}

/** Of what is dropped for a newer stretch: so many are known again. */
const MAX_DROPPED = 2_000;

export function createRoomTimeline(roomId: string): RoomTimeline {
    let events: TimelineEvent[] = [];
    let byId = new Map<string, number>();
    let prevBatch: string | null = null;
    let startReached = false;
    let revision = 0;
    let stretch = 0;
    /** Held once, until something else was told. */
    const dropped = new Set<string>();
    const takenIn = createTakenIn();
    /** Name of a message -> its event: the same message is shown once, whichever way it came. */
    let shown = new Map<string, string>();

    const index = () => {
        byId = new Map(events.map((event, at) => [event.eventId, at]));
        shown = new Map();
        for (const event of events) remember(event);
        revision++;
    };
    const remember = (event: TimelineEvent) => {
        for (const name of namesOf(event)) if (!shown.has(name)) shown.set(name, event.eventId);
    };
    const isCopy = (event: TimelineEvent) =>
        namesOf(event).some((name) => (shown.get(name) ?? event.eventId) !== event.eventId);
    const fresh = (candidates: readonly TimelineEvent[]) => {
        const taken = new Set<string>();
        return candidates.filter((event) => {
            if (byId.has(event.eventId) || taken.has(event.eventId) || isCopy(event)) return false;
            taken.add(event.eventId);
            remember(event);
            return true;
        });
    };
    const applyRedactions = (candidates: readonly TimelineEvent[]) => {
        for (const event of candidates) {
            if (event.type !== "m.room.redaction") continue;
            const target = asString(event.content.redacts);
            if (target !== null) timeline.redact(target, event.senderId);
        }
    };

    const timeline: RoomTimeline = {
        roomId,
        takenIn,
        get events() {
            return events;
        },
        get prevBatch() {
            return prevBatch;
        },
        get startReached() {
            return startReached;
        },
        get revision() {
            return revision;
        },
        get stretch() {
            return stretch;
        },
        get: (eventId) => events[byId.get(eventId) ?? -1] ?? null,
        has: (eventId) => byId.has(eventId),
        append(candidates) {
            const added = fresh(candidates.filter((event) => !takenIn.has(event)));
            for (const event of added) {
                byId.set(event.eventId, events.length);
                events.push(event);
                takenIn.add(event);
            }
            if (added.length > 0) revision++;
            applyRedactions(added);
            return added;
        },
        weave(page, fromEnd) {
            const added = new Set(fresh(page));
            if (added.size === 0) return [];
            const before = new Map<string, readonly TimelineEvent[]>();
            let run: TimelineEvent[] = [];
            let lastHeld: string | null = null;
            for (const event of page) {
                if (added.has(event)) run.push(event);
                else if (byId.has(event.eventId)) {
                    lastHeld = event.eventId;
                    before.set(lastHeld, run);
                    run = [];
                }
            }
            if (fromEnd && lastHeld !== null) {
                for (const event of run) if (!dropped.has(event.eventId)) added.delete(event);
                run = run.filter((event) => added.has(event));
            }
            const woven = events.flatMap((event) => [
                ...(before.get(event.eventId) ?? []),
                event,
                ...(event.eventId === lastHeld ? run : []),
            ]);
            events = lastHeld === null ? [...run, ...events] : woven;
            for (const event of added) takenIn.add(event);
            index();
            applyRedactions([...added]);
            return [...added];
        },
        reset(candidates, next) {
            stretch++;
            for (const { eventId } of events.slice(-MAX_DROPPED)) dropped.add(eventId);
            for (const eventId of dropped) {
                if (dropped.size <= MAX_DROPPED) break;
                dropped.delete(eventId);
            }
            events = [];
            byId = new Map();
            shown = new Map();
            events = fresh(candidates);
            prevBatch = next;
            startReached = false;
            for (const event of events) takenIn.add(event);
            index();
            applyRedactions(candidates);
            return [...events];
        },
        replace(event) {
            const at = byId.get(event.eventId);
            if (at === undefined) return;
            // A copy that became readable only now.
            events[at] = isCopy(event) ? replayed(event) : event;
            remember(event);
            takenIn.add(event);
            revision++;
        },
        redact(eventId, by) {
            const event = timeline.get(eventId);
            if (event === null || event.redactedBy !== null) return;
            timeline.replace({ ...event, content: {}, redactedBy: by, wire: null, code: null, relation: null });
        },
        trim(count) {
            if (events.length <= count) return;
            stretch++;
            events = events.slice(-count);
            prevBatch = null;
            startReached = false;
            index();
        },
        dropBefore(beforeMs) {
            const kept = events.filter((event) => event.stateKey !== null || event.sentAtMs >= beforeMs);
            if (kept.length === events.length) return false;
            events = kept;
            index();
            return true;
        },
        continueAt(next) {
            prevBatch = next;
            startReached = next === null;
        },
    };
    return timeline;
}

function replayed(event: TimelineEvent): TimelineEvent {
    return { ...event, body: "unreadable", code: "UTD-REPLAY", content: {}, wire: null, relation: null };
}
