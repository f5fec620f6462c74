import { createFakeClock } from "@valise/testkit";
import { expect, it } from "vitest";
import { createRoomBook } from "../rooms/RoomBook.ts";
import { createNewcomers } from "./createNewcomers.ts";

const ROOM = "!channel:mfa.example";

it("knows for a minute whom it saw come", async () => {
    const [book, clock] = [createRoomBook(), createFakeClock()];
    const isNewcomer = createNewcomers(book, clock);
    const { record } = book.ensure(ROOM);
    const become = async (membership: "invite" | "join") => {
        record.membership = membership;
        book.changed(ROOM);
        for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    };
    await become("join");
    expect(isNewcomer(ROOM)).toBe(false);
    await become("invite");
    await become("join");
    clock.advance(59_000);
    expect(isNewcomer(ROOM)).toBe(true);
    clock.advance(1_000);
    expect(isNewcomer(ROOM)).toBe(false);
});
