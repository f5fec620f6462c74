import type { TimelineEvent } from "./TimelineEvent.ts";

/** Messages are missing after this event, the last one known of their sender; null: nothing of them is known. */
export interface Hole {
    readonly since: TimelineEvent | null;
}

/**
 * Whether messages must be missing before these new ones: a sender's place in a Megolm session went up by more than one, or a
 * session of somebody known does not begin at its beginning. So a homeserver that was cut off from another, and did not fetch
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
    const raise = (name: string, index: number) => highest.set(name, Math.max(highest.get(name) ?? -1, index));
    for (const [at, event] of known.entries()) {
        const place = placeOf(event);
        if (place === null) continue;
        raise(place.session, place.index);
        last.set(event.senderId, { event, at });
    }
    const holes = events.flatMap((event) => {
        const place = placeOf(event);
        if (place === null) return [];
        const before = highest.get(place.session);
        raise(place.session, place.index);
        const counts = strict || last.has(event.senderId);
        const isHole = before === undefined ? counts && place.index > 0 : place.index > before + 1;
        return isHole ? [last.get(event.senderId) ?? { event: null, at: -1 }] : [];
    });
    const [oldest] = holes.toSorted((a, b) => a.at - b.at);
    return oldest === undefined ? null : { since: oldest.event };
}

function placeOf({ senderId, position }: TimelineEvent): { readonly session: string; readonly index: number } | null {
    const space = position?.lastIndexOf(" ") ?? -1;
    if (position == null || space < 0) return null;
    return { session: `${senderId} ${position.slice(0, space)}`, index: Number(position.slice(space + 1)) };
}
