import type { RoomGates } from "../gate/room/RoomGates.ts";
import type { RoomBook } from "../rooms/RoomBook.ts";

/**
 * Whether somebody is in a labelled room of this account and may read there, as the room's gate says now (clearance SPEC 9):
 * they are then of its community. Null: this device does not know yet, and is finding out.
 */
export function readsRoom(
    { book, gates }: { readonly book: Pick<RoomBook, "get">; readonly gates: Pick<RoomGates, "gateOf" | "memberOf"> },
    roomId: string,
    userId: string,
): boolean | null {
    const entry = book.get(roomId);
    if (entry === null || entry.record.membership !== "join" || gates.gateOf(roomId) === null) return false;
    const membership = entry.members.get(userId)?.membership;
    // Of a room that is not open not everybody is told: what they showed there decides.
    if (membership === undefined ? entry.membersComplete : membership !== "join") return false;
    return gates.memberOf(roomId, userId)?.reads ?? null;
}
