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

it("lets those who are named, and nobody else but its creators, write into a channel", () => {
    const powers = (kind: "channel" | "room") =>
        newRoomBody(kind, null, null, ["@paul:mod.example"]).power_level_content_override;
    expect(powers("channel")).toMatchObject({ users: { "@paul:mod.example": 50 }, events: { "m.room.encrypted": 50 } });
    expect(powers("room")).not.toHaveProperty("users");
    expect(powers("room").events).not.toHaveProperty("m.room.encrypted");
});

it("lets those who are called to a room that stands by open it", () => {
    const { users, events } = newRoomBody("standby", null, null, ["@paul:mod.example"]).power_level_content_override;
    expect(users?.["@paul:mod.example"]).toBe(events["org.valise.charter"]);
});

it.each([null, undefined, "", "steward", "@steward: mfa.example"])("is made without a steward %j", (steward) => {
    expect(newRoomBody("direct", steward).creation_content).toEqual({});
});
