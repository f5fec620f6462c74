import type { TimelineEvent } from "./TimelineEvent.ts";

/**
 * Whether messages must be missing before these new ones: a sender's place in a Megolm session went up by more than one. So a
 * homeserver that was cut off from another, and did not fetch all that was said meanwhile, is noticed without its telling.
 * `strict`: a session that does not begin at its beginning counts as well. True may be a false alarm, which costs one page
 * of history: what was encrypted need not have been sent.
 */
export function hasHole(known: readonly TimelineEvent[], events: readonly TimelineEvent[], strict: boolean): boolean {
    if (known.length === 0) return false;
    const highest = new Map<string, number>();
    const note = ({ senderId, position }: TimelineEvent): boolean => {
        const place = placeOf(position);
        if (place === null) return false;
        const name = `${senderId} ${place.session}`;
        const before = highest.get(name);
        highest.set(name, Math.max(before ?? 0, place.index));
        return before === undefined ? strict && place.index > 0 : place.index > before + 1;
    };
    for (const event of known) note(event);
    return events.map(note).includes(true);
}

function placeOf(position: string | null | undefined): { readonly session: string; readonly index: number } | null {
    const space = position?.lastIndexOf(" ") ?? -1;
    if (position == null || space < 0) return null;
    return { session: position.slice(0, space), index: Number(position.slice(space + 1)) };
}
