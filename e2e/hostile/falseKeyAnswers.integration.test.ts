import { createRoom, join, row, say, saying } from "@valise/matrix/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BehindTap, startBehindTap } from "./behindTap.ts";

let at: BehindTap;
beforeAll(async () => {
    at = await startBehindTap();
});
afterEach(() => {
    at.tap.rule = null;
});
afterAll(() => at?.[Symbol.asyncDispose]());

describe("a room key that only seemed to be taken", () => {
    it.each([
        ["a page", "<h1>Sign in</h1>"],
        ["nothing", ""],
        ["an error as success", '{"errcode":"M_UNKNOWN","error":"no"}'],
        ["a list", "[]"],
    ])("because %s was answered is sent again before the message", async (what, body) => {
        const roomId = await createRoom(at.alice, what, at.stack.user("bob").userId);
        let swallowed = 0;
        at.tap.rule = ({ url }) => {
            if (!url.includes("/sendToDevice/") || swallowed > 1) return null;
            swallowed++;
            return { kind: "answer", answer: { status: 200, body } };
        };
        await join(at.bob, roomId);
        await row(at.alice, roomId, (r) => r.system?.kind === "joined" && r.system.userId.startsWith("@bob"));
        await say(at.alice, roomId, `key: ${what}`);
        expect(await row(at.bob, roomId, saying(`key: ${what}`), 60_000)).toMatchObject({ trust: "ok" });
        expect(swallowed).toBeGreaterThan(0);
    });
});
