import { buildMessage, buildTimeline, roomIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const roomId = roomIdOf("!cell");

async function inRoom() {
    const test = await createTestApp({ start: "ready", demo: true });
    const rows = ["$1", "$2", "$3"].map((id) => buildMessage(id, "@ann:mfa.example", "Ann", id));
    test.engine.topics.publish({ topic: "timeline", roomId }, buildTimeline(roomId, { rows }));
    const conversation = test.openRoom(roomId);
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

describe("the unread line", () => {
    it("stays while one reads, and starts anew when one looks away or comes back", async () => {
        const { conversation, engine, attention, clock, openRoom } = await inRoom();
        const ref = { topic: "timeline", roomId } as const;
        const add = (id: string) =>
            engine.topics.change(ref, (timeline) => ({
                ...timeline,
                rows: [...timeline.rows, buildMessage(id, "@ann:mfa.example", "Ann", id)],
            }));
        const after = () => {
            const items = conversation.timeline.getState().items;
            return items[items.findIndex((item) => item.kind === "unread") + 1]?.key;
        };
        const has = () => conversation.timeline.getState().items.some((item) => item.kind === "unread");
        conversation.seen("$3");
        clock.advance(300);
        add("$4");
        expect(has()).toBe(false);
        conversation.seen("$4");
        clock.advance(300);
        attention.setState(false, true);
        add("$5");
        expect(after()).toBe("$5");
        attention.setState(true, true);
        conversation.seen("$5");
        clock.advance(300);
        expect(after()).toBe("$5");
        openRoom(roomIdOf("!flights"));
        add("$6");
        openRoom(roomId);
        expect(after()).toBe("$6");
    });
});

describe("a room that is opened", () => {
    it("is chosen at once and comes in the next task; one that is kept comes at once, and one passed over not at all", async () => {
        const { app, clock, openRoom, conversation } = await inRoom();
        const shown = () => app.conversations.getState()?.roomId ?? null;
        app.navigation.openRoom(roomIdOf("!flights"));
        expect(shown()).toBeNull();
        app.navigation.openRoom(roomIdOf("!roll"));
        clock.advance(0);
        expect(shown()).toBe("!roll");
        app.navigation.openRoom(roomIdOf("!idris"));
        expect(app.conversations.atOnce()?.roomId).toBe("!idris");
        clock.advance(0);
        expect(shown()).toBe("!idris");
        app.navigation.openRoom(roomIdOf("!flights"));
        expect(openRoom(roomId)).toBe(conversation);
        clock.advance(10);
        expect(shown()).toBe(roomId);
    });
});

describe("rooms that are left", () => {
    it("are closed in the engine but for the last few", async () => {
        const { app, engine, openRoom } = await inRoom();
        const before = engine.topics.openCount();
        for (const id of ["!flights", "!roll", "!idris", "!a", "!b", "!c"]) openRoom(roomIdOf(id));
        expect(engine.topics.openCount()).toBe(before + 6);
        app[Symbol.dispose]();
        expect(engine.topics.openCount()).toBe(0);
    });
});
