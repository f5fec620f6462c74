import type { SyncUpdate } from "../sync/SyncUpdate.ts";
import type { RoomBook } from "./RoomBook.ts";

/** Finds the rooms that were left on another device while this one had lost its place: the server no longer tells of them. */
export interface RoomSweep {
    /** The list is asked for from the start. */
    begin(): void;
    /** Called with each answer; when the list is whole, whatever was not told of is left. */
    told(update: SyncUpdate): void;
}

export function createRoomSweep(book: RoomBook): RoomSweep {
    let told: Set<string> | null = null;
    return {
        begin() {
            told = new Set();
        },
        told(update) {
            for (const room of update.rooms) told?.add(room.roomId);
            if (told === null || !update.all) return;
            for (const { record } of book.all()) {
                if (told.has(record.roomId) || record.membership === "leave") continue;
                record.membership = "leave";
                book.changed(record.roomId);
            }
            told = null;
        },
    };
}
