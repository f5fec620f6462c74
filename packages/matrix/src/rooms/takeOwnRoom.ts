import { applyState } from "./applyState.ts";
import type { newRoomBody } from "./newRoom.ts";
import type { RoomBook } from "./RoomBook.ts";

/** A room of one's own is known at once: its settings are ours, its only member is this person. */
export function takeOwnRoom(
    book: RoomBook,
    myUserId: string,
    roomId: string,
    body: ReturnType<typeof newRoomBody>,
): void {
    const entry = book.ensure(roomId);
    entry.record.membership = "join";
    entry.record.creators = [myUserId, ...(body.creation_content.additional_creators ?? [])];
    entry.record.version = body.room_version;
    for (const event of body.initial_state) applyState(entry, { ...event, sender: myUserId }, myUserId);
    entry.record.powerLevels ??= body.power_level_content_override;
    book.changed(roomId);
}
