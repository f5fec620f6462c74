import { buildMessage, buildTimeline, roomIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const roomId = roomIdOf("!cell");

async function inRoom() {
    const test = await createTestApp({ start: "ready", demo: true });
    const rows = ["$1", "$2", "$3"].map((id) => buildMessage(id, "@ann:mfa.example", "Ann", id));
    test.engine.topics.publish({ topic: "timeline", roomId }, buildTimeline(roomId, { rows }));
    test.app.navigation.openRoom(roomId);
    const conversation = test.app.conversations.getState();
    if (conversation === null) throw new Error("the room is not open");
    return { ...test, conversation };
}

describe("marking as read", () => {
    it("waits until the window has the person's attention", async () => {
        const { conversation, attention, clock, inputsOf } = await inRoom();
        attention.setState(false, true);
        conversation.seen("$2");
        clock.advance(1000);
        expect(inputsOf("markRead")).toEqual([]);
        attention.setState(true, true);
        clock.advance(300);
        expect(inputsOf("markRead")).toEqual([{ roomId, eventId: "$2" }]);
    });

    it("marks a burst once and never goes backwards", async () => {
        const { conversation, clock, inputsOf } = await inRoom();
        conversation.seen("$1");
        conversation.seen("$3");
        conversation.seen("$2");
        clock.advance(300);
        conversation.seen("$1");
        clock.advance(300);
        expect(inputsOf("markRead")).toEqual([{ roomId, eventId: "$3" }]);
    });
});

describe("rooms that are left", () => {
    it("are closed in the engine but for the last few", async () => {
        const { app, engine } = await inRoom();
        const before = engine.topics.openCount();
        for (const id of ["!flights", "!roll", "!idris", "!a", "!b", "!c"]) app.navigation.openRoom(roomIdOf(id));
        expect(engine.topics.openCount()).toBe(before + 4);
        app[Symbol.dispose]();
        expect(engine.topics.openCount()).toBe(0);
    });
});
