import { buildRoom, roomIdOf, userIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const rooms = { topic: "rooms" } as const;

async function withRooms(...rows: ReturnType<typeof buildRoom>[]) {
    const test = await createTestApp({ start: "ready" });
    test.engine.topics.publish(rooms, { loaded: "all", rows });
    const names = () =>
        test.app.roomList.getState().sections.map((s) => [s.id, ...s.rooms.map((room) => room.name)].join(" "));
    return { ...test, names };
}

describe("the room list", () => {
    it("puts invitations first and keeps spaces and standby rooms out of sight", async () => {
        const { names } = await withRooms(
            buildRoom("!a", { name: "A" }),
            buildRoom("!i", { name: "I", membership: "invite" }),
            buildRoom("!d", { name: "D", kind: "direct" }),
            buildRoom("!s", { name: "S", kind: "space" }),
            buildRoom("!b", { name: "B", kind: "standby" }),
        );
        expect(names()).toEqual(["invitations I", "rooms A", "people D"]);
    });

    it("asks whether one comes into a space, which is a place of the rail from then on", async () => {
        const space = buildRoom("!s", { name: "S", kind: "space", membership: "invite" });
        const { app, names, engine } = await withRooms(
            buildRoom("!a", { name: "A", spaceIds: [roomIdOf("!s")] }),
            space,
        );
        expect(names()).toEqual(["invitations S", "rooms A"]);
        app.navigation.openRoom(space.roomId);
        await app.membership.join(space);
        expect(engine.calls).toContainEqual({ method: "joinRoom", input: { roomId: space.roomId } });
        expect(app.navigation.getState()).toMatchObject({ roomId: null, railId: space.roomId });
        expect(names()).toEqual(["rooms A"]);
        await app.membership.leave(space.roomId);
        expect(app.navigation.getState().railId).toBe("all");
    });

    it("shows under an agency the rooms that it takes part in, under a space its own", async () => {
        const { app, names } = await withRooms(
            buildRoom("!a", { name: "A", serverNames: ["mfa.example", "mod.example"] }),
            buildRoom("!b", { name: "B", spaceIds: [roomIdOf("!space")] }),
        );
        app.navigation.openRail("mod.example");
        expect(names()).toEqual(["rooms A"]);
        app.navigation.openRail("!space");
        expect(names()).toEqual(["rooms B"]);
    });

    it("keeps the open room in a filter that it no longer passes, so that reading does not take it away", async () => {
        const { app, names } = await withRooms(
            buildRoom("!a", { name: "A" }),
            buildRoom("!b", { name: "B", unreadCount: 2 }),
        );
        app.navigation.showFilter("unread");
        expect(names()).toEqual(["rooms B"]);
        app.navigation.openRoom(roomIdOf("!a"));
        expect(names()).toEqual(["rooms A B"]);
    });

    it("names a room that has no readable name after its people", async () => {
        const { names } = await withRooms(
            buildRoom("!a", { name: null, memberNames: ["Paul", "Lena"] }),
            buildRoom("!b", { name: "\u202e ", inviterName: "Idris" }),
            buildRoom("!c", { name: null }),
        );
        expect(names()).toEqual(["rooms Room with Paul and Lena Room with Idris Room without a readable name"]);
    });

    it("draws a row again only when its room changed", async () => {
        const a = buildRoom("!a");
        const { app, engine } = await withRooms(a, buildRoom("!b"));
        const before = app.roomList.getState().sections[0]?.rooms;
        engine.topics.publish(rooms, { loaded: "all", rows: [a, buildRoom("!b", { unreadCount: 1 })] });
        const after = app.roomList.getState().sections[0]?.rooms;
        expect(after?.[0]).toBe(before?.[0]);
        expect(after?.[1]).not.toBe(before?.[1]);
    });

    it("says in the preview who wrote, and never the text of what cannot be read or came in clear", async () => {
        const preview = {
            senderId: userIdOf("@a:x"),
            senderName: "Ann",
            portion: null,
            atMs: buildRoom("!x").lastActivityMs,
        };
        const { app } = await withRooms(
            buildRoom("!a", { preview: { ...preview, kind: "text", text: "Line one" } }),
            buildRoom("!b", { preview: { ...preview, kind: "cleartext", text: "forged" } }),
            buildRoom("!c", {
                preview: { ...preview, senderId: userIdOf("@claire:mfa.example"), kind: "file", text: "" },
            }),
        );
        const previews = app.roomList.getState().sections[0]?.rooms.map((room) => room.preview);
        expect(previews).toEqual(["Ann: Line one", "Ann: Unencrypted message, not shown", "You: sent a file"]);
    });
});
