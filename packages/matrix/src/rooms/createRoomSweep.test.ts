import { describe, expect, it } from "vitest";
import type { SyncUpdate } from "../sync/SyncUpdate.ts";
import { createRoomSweep } from "./createRoomSweep.ts";
import { createRoomBook } from "./RoomBook.ts";

const answer = (all: boolean, ...roomIds: string[]) =>
    ({ all, rooms: roomIds.map((roomId) => ({ roomId })) }) as unknown as SyncUpdate;

function bench() {
    const book = createRoomBook();
    for (const roomId of ["!a", "!b", "!c"]) book.ensure(roomId).record.membership = "join";
    const joined = () => [...book.all()].flatMap(({ record }) => (record.membership === "join" ? [record.roomId] : []));
    return { sweep: createRoomSweep(book), joined };
}

describe("rooms left elsewhere", () => {
    it("are those that the whole list, asked for from the start, does not name", () => {
        const { sweep, joined } = bench();
        sweep.begin();
        sweep.told(answer(false, "!a"));
        expect(joined()).toEqual(["!a", "!b", "!c"]);
        sweep.told(answer(true, "!c"));
        expect(joined()).toEqual(["!a", "!c"]);
    });

    it("are never concluded from an answer that goes on from where this device was", () => {
        const { sweep, joined } = bench();
        sweep.told(answer(true, "!a"));
        sweep.begin();
        sweep.told(answer(true, "!a", "!b", "!c"));
        sweep.told(answer(true));
        expect(joined()).toEqual(["!a", "!b", "!c"]);
    });
});
