import { describe, expect, it } from "vitest";
import { flattenSections, type RoomSectionSnapshot } from "./RoomList.tsx";
import { nextRoom } from "./useRoomListKeys.ts";

const section = (id: string, ...rooms: readonly string[]): RoomSectionSnapshot => ({
    id,
    title: id,
    rooms: rooms.map((roomId) => ({ roomId, name: roomId, kind: "room", unreadCount: 0, mentionCount: 0 })),
});

describe("arrow keys in the room list", () => {
    const entries = flattenSections([section("one", "a", "b"), section("empty"), section("two", "c")]);
    const from = (roomId: string) =>
        entries.findIndex((entry) => entry.kind === "room" && entry.room.roomId === roomId);

    it("pass over the titles of sections", () => {
        expect(nextRoom(entries, from("b"), "ArrowDown")).toBe("c");
        expect(nextRoom(entries, from("c"), "ArrowUp")).toBe("b");
    });

    it("stop at both ends", () => {
        expect(nextRoom(entries, from("c"), "ArrowDown")).toBeUndefined();
        expect(nextRoom(entries, from("a"), "ArrowUp")).toBeUndefined();
    });

    it("reach both ends at once", () => {
        expect(nextRoom(entries, from("b"), "Home")).toBe("a");
        expect(nextRoom(entries, from("a"), "End")).toBe("c");
        expect(nextRoom(entries, from("a"), "x")).toBeUndefined();
    });
});
