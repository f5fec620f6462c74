import { expect, it } from "vitest";
import { newRoomBody } from "./newRoom.ts";
import { createRoomBook } from "./RoomBook.ts";
import { takeOwnRoom } from "./takeOwnRoom.ts";

it("gives a room the agency's steward as a creator beside its maker, where the configuration names one", () => {
    const body = newRoomBody("room", "@steward:mfa.example", "opening");
    expect(body.creation_content).toEqual({
        "org.valise.opening": "opening",
        additional_creators: ["@steward:mfa.example"],
    });
    const book = createRoomBook();
    takeOwnRoom(book, "@ann:mfa.example", "!room", body);
    expect(book.get("!room")?.record.creators).toEqual(["@ann:mfa.example", "@steward:mfa.example"]);
});

it.each([null, undefined, "", "steward", "@steward: mfa.example"])("is made without a steward %j", (steward) => {
    expect(newRoomBody("direct", steward).creation_content).toEqual({});
});
