import type { RoomTimeline } from "./RoomTimeline.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

export interface Merge {
    /** What was never read here, as far as it is now held. */
    readonly added: readonly TimelineEvent[];
    /** What was held was dropped: events are missing in between. */
    readonly gap: boolean;
}

/**
 * Joins a stretch from the server to what is held. Without a common event and with a gap, the new stretch wins, and what comes
 * before is asked for from the newest event: where two histories were joined after a cut, the server's token for the start of
 * the stretch leads past what was said on one side.
 */
export function mergeTimeline(
    timeline: RoomTimeline,
    events: readonly TimelineEvent[],
    from: { readonly mayHaveGap: boolean; readonly prevBatch: string | null },
): Merge {
    if (events.length === 0) return { added: [], gap: false };
    const unread = events.filter((event) => !timeline.takenIn.has(event));
    if (timeline.events.length === 0) {
        const held = new Set(timeline.reset(events, from.prevBatch));
        return { added: unread.filter((event) => held.has(event)), gap: false };
    }
    const firstKnown = events.findIndex((event) => timeline.has(event.eventId));
    if (firstKnown < 0 && from.mayHaveGap) {
        // What was read long ago stands where the history has it, whatever the server says of its id and date.
        if (unread.length === 0) return { added: [], gap: false };
        return { added: timeline.reset(unread, null), gap: true };
    }
    const older = events.slice(0, Math.max(0, firstKnown));
    if (older.length > 0 && timeline.events[0]?.eventId === events[firstKnown]?.eventId) {
        timeline.weave(older, false);
        timeline.continueAt(from.prevBatch);
    }
    return { added: timeline.append(events.slice(Math.max(0, firstKnown))), gap: false };
}
