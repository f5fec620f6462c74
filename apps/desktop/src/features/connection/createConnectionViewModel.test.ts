import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

describe("the connection strip", () => {
    it("says how many waiting messages the disk has lost, also while connected", async () => {
        const { app, engine } = await createTestApp({ start: "ready" });
        expect(app.connection.getState().facts).toEqual([]);
        const waiting = { queuedCount: 0, failedCount: 0, damagedCount: 2, oldestAtMs: null, expired: [] };
        engine.topics.publish({ topic: "outbox" }, waiting);
        expect(app.connection.getState()).toMatchObject({
            state: "connected",
            facts: [expect.stringMatching(/^2 messages waiting to be sent cannot be read/)],
        });
    });
});
