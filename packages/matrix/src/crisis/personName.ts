import type { Community } from "../gate/trust/Community.ts";
import type { RoomBook } from "../rooms/RoomBook.ts";
import { serverNameOf } from "../rooms/RoomRecord.ts";
import { displayName } from "../rooms/roomRow.ts";

/**
 * How crisis mode calls a person, also one who was never seen: by the name they have in this room, else in any that this account
 * is in; else by what their address says, with their agency: "dora (Foreign Ministry)".
 */
export function personName(
    { book, community }: { readonly book: RoomBook; readonly community: Community },
    roomId: string | null,
    userId: string,
): string {
    const here = roomId === null ? null : book.get(roomId);
    const rooms = [...(here === null ? [] : [here]), ...book.all()];
    for (const entry of rooms) {
        const name = displayName(entry, userId);
        if (name !== userId) return name;
    }
    const [local = userId] = userId.replace(/^@/, "").split(":");
    const agency = community.agencyOfServer(serverNameOf(userId))?.name;
    return agency === undefined ? userId : `${local} (${agency})`;
}
