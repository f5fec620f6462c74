import { placeOf } from "./megolmPosition.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

/** Messages are missing after this event, the last one known of their sender; null: nothing of them is known. */
export interface Hole {
    readonly since: TimelineEvent | null;
}

/**
 * Whether messages must be missing before these new ones: of a place in a sender's Megolm session the one before it is not there,
 * or a session of somebody known does not begin at its beginning. In which order they came says nothing: two that leave together
 * may pass each other. So a homeserver that was cut off from another, and did not fetch
 * all that was said meanwhile, is noticed without its telling. `strict`: a stranger's session that does not begin at its
 * beginning counts as well. It may be a false alarm, which costs some pages of history: what was encrypted need not have
 * been sent. Of several holes the oldest end is given.
 */
export function findHole(
    known: readonly TimelineEvent[],
    events: readonly TimelineEvent[],
    strict: boolean,
): Hole | null {
    if (known.length === 0) return null;
    const highest = new Map<string, number>();
    const last = new Map<string, { readonly event: TimelineEvent; readonly at: number }>();
    for (const [at, event] of known.entries()) {
        const place = placeIn(event);
        if (place === null) continue;
        highest.set(place.session, Math.max(highest.get(place.session) ?? -1, place.index));
        last.set(event.senderId, { event, at });
    }
    const isThere = new Set(events.map(placeIn).map((place) => place && `${place.session} ${place.index}`));
    const holes = events.flatMap((event) => {
        const place = placeIn(event);
        if (place === null) return [];
        const { session, index } = place;
        const before = highest.get(session) ?? (strict || last.has(event.senderId) ? -1 : null);
        const isHole = before !== null && index > before + 1 && !isThere.has(`${session} ${index - 1}`);
        return isHole ? [last.get(event.senderId) ?? { event: null, at: -1 }] : [];
    });
    const [oldest] = holes.toSorted((a, b) => a.at - b.at);
    return oldest === undefined ? null : { since: oldest.event };
}

function placeIn({ senderId, position }: TimelineEvent): { readonly session: string; readonly index: number } | null {
    const place = placeOf(position);
    return place && { session: `${senderId} ${place.sessionId}`, index: place.index };
}
