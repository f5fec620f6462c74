import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const start = async () => {
    const test = await createTestApp({ start: "ready", demo: true });
    const [room] = test.app.rooms.getState()?.rows ?? [];
    if (room === undefined) throw new Error("the demo has rooms");
    const settle = async (ms: number) => {
        test.clock.advance(ms);
        await new Promise((resolve) => setImmediate(resolve));
    };
    return { ...test, room, settle, search: test.app.search };
};

describe("search in messages", () => {
    it("asks this device's engine a pause after typing, for two letters or more, and the newest question counts", async () => {
        const { search, settle, inputsOf } = await start();
        search.begin(null);
        search.search("a");
        await settle(1_000);
        expect([search.getState().state, inputsOf("searchMessages")]).toEqual(["typing", []]);
        search.search("ai");
        search.search("air");
        expect(search.getState().state).toBe("searching");
        await settle(1_000);
        expect(inputsOf("searchMessages")).toEqual([expect.objectContaining({ text: "air", roomId: null })]);
        expect(search.getState().state).toBe("done");
    });

    it("goes from one room to all without typing again", async () => {
        const { search, settle, inputsOf, room } = await start();
        search.begin(room.roomId, "flight");
        await settle(0);
        search.within(null);
        await settle(0);
        expect(inputsOf("searchMessages")).toMatchObject([{ roomId: room.roomId }, { roomId: null }]);
    });

    it("opens the room at the message and leaves no words behind", async () => {
        const { app, search, settle } = await start();
        search.begin(null, "manifest");
        await settle(0);
        const [found] = search.getState().rows;
        if (found === undefined) throw new Error("the demo has a message about a manifest");
        search.open(found);
        const { dialog, roomId, target } = app.navigation.getState();
        expect({ dialog, roomId, target }).toEqual({ dialog: null, roomId: found.roomId, target: found.eventId });
        expect(search.getState()).toMatchObject({ text: "", rows: [] });
    });
});
