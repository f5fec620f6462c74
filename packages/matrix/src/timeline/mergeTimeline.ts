import type { RoomTimeline } from "./RoomTimeline.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

export interface Merge {
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
    if (timeline.events.length === 0) {
        return { added: timeline.reset(events, from.prevBatch), gap: false };
    }
    const firstKnown = events.findIndex((event) => timeline.has(event.eventId));
    if (firstKnown < 0 && from.mayHaveGap) {
        return { added: timeline.reset(events, null), gap: true };
    }
    const older = events.slice(0, Math.max(0, firstKnown));
    if (older.length > 0 && timeline.events[0]?.eventId === events[firstKnown]?.eventId) {
        timeline.weave(older, false);
        timeline.continueAt(from.prevBatch);
    }
    return { added: timeline.append(events.slice(Math.max(0, firstKnown))), gap: false };
}
