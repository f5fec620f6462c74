import type { Clock } from "@valise/base";
import type { RoomBook } from "../rooms/RoomBook.ts";

/** So long what is not there counts as what was before somebody came. */
const NEWCOMER_MS = 60_000;

/**
 * Whether this device has just seen its person come into a room: sessions that begin in the middle began before, and cannot be
 * read back.
 */
export function createNewcomers(book: Pick<RoomBook, "get" | "onChanged">, clock: Clock): (roomId: string) => boolean {
    const invited = new Set<string>();
    /** In this run. */
    const cameAtMs = new Map<string, number>();
    book.onChanged((roomIds) => {
        for (const roomId of roomIds) {
            const membership = book.get(roomId)?.record.membership;
            if (membership === "invite") invited.add(roomId);
            else if (invited.delete(roomId) && membership === "join") cameAtMs.set(roomId, clock.monotonicMs());
        }
    });
    return (roomId) => clock.monotonicMs() - (cameAtMs.get(roomId) ?? Number.NEGATIVE_INFINITY) < NEWCOMER_MS;
}
