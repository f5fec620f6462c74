import { BROADCAST_ROLE, type BroadcastAuthor } from "./authority.ts";
import { broadcastKey } from "./Broadcast.ts";
import type { BroadcastWire } from "./wire.ts";

/** A broadcast that was read, and whose author was proven. */
export interface ReceivedBroadcast {
    readonly wire: BroadcastWire;
    readonly digest: string;
    /** The channel it came in. */
    readonly room: string;
    readonly author: BroadcastAuthor;
}

/** All broadcasts a client knows, by key. The first content of a key stays; another under it is a replay (protocol 7). */
export type BroadcastBook = ReadonlyMap<string, ReceivedBroadcast>;

export type Recording =
    | { readonly kind: "recorded"; readonly book: BroadcastBook }
    /** Known already, with the same content: nothing changes. */
    | { readonly kind: "known"; readonly book: BroadcastBook }
    /** The same id with other content: refused and shown; nothing changes. */
    | { readonly kind: "replay"; readonly book: BroadcastBook };

export const keyOf = ({ author, wire }: ReceivedBroadcast): string => broadcastKey({ sub: author.sub, id: wire.id });

/** Takes note of a broadcast (SPEC 5.1). In any order of arrival, the same broadcasts end at the same book. */
export function recordBroadcast(book: BroadcastBook, received: ReceivedBroadcast): Recording {
    const key = keyOf(received);
    const known = book.get(key);
    if (known !== undefined)
        return { kind: known.digest === received.digest && known.room === received.room ? "known" : "replay", book };
    return { kind: "recorded", book: new Map([...book, [key, received]]) };
}

/** Whether `later` may end `earlier` (SPEC 5.2): same room, a broadcaster of the author's or the lead agency. */
export function mayReplace(later: ReceivedBroadcast, earlier: ReceivedBroadcast): boolean {
    const { author } = later;
    return (
        later.room === earlier.room &&
        author.roles.includes(BROADCAST_ROLE) &&
        (author.agency === earlier.author.agency || author.agency === earlier.wire.lead) &&
        earlier.wire.status === later.wire.status
    );
}

export type Standing =
    | { readonly kind: "in-force" }
    | { readonly kind: "cancelled"; readonly by: string; readonly atS: number }
    | { readonly kind: "superseded"; readonly by: string; readonly atS: number };

/**
 * What became of a broadcast by all that the book holds, whichever came first (SPEC 5.2). A cancel goes before an update;
 * among several the earliest, ties by key. A reference by someone who may not is passed over. A redaction changes nothing.
 */
export function standingOf(book: BroadcastBook, received: ReceivedBroadcast): Standing {
    const key = keyOf(received);
    const ends = [...book.values()]
        .filter(({ wire }) => wire.refs.some((ref) => broadcastKey(ref) === key))
        .filter((later) => mayReplace(later, received))
        .map((later) => ({ isCancel: later.wire.msgType === "cancel", by: keyOf(later), atS: later.wire.iat }))
        .sort((a, b) => Number(b.isCancel) - Number(a.isCancel) || a.atS - b.atS || (a.by < b.by ? -1 : 1));
    const [end] = ends;
    if (end === undefined) return { kind: "in-force" };
    return { kind: end.isCancel ? "cancelled" : "superseded", by: end.by, atS: end.atS };
}
