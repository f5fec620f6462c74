import { cpSync, rmSync } from "node:fs";
import { join as joinPath } from "node:path";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { createRoom, join, memoryEngine, row, say, saying, sent, signUp, until } from "@valise/matrix/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** An administrator restores an older copy of one homeserver (acceptance F32; docs/deployment.md). */
let stack: TestStack;
let alice: NodeEngine;
let bob: NodeEngine;
let roomId: string;

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2 });
    [alice, bob] = await Promise.all([memoryEngine(), memoryEngine()]);
    await Promise.all([signUp(alice, stack.user("alice")), signUp(bob, stack.user("bob"))]);
    roomId = await createRoom(alice, "Restore", stack.user("bob").userId);
    await join(bob, roomId, alice);
    await say(alice, roomId, "Before the copy");
    await row(bob, roomId, saying("Before the copy"));
}, 300_000);

afterAll(async () => {
    await Promise.all([alice?.close(), bob?.close()]);
    await stack?.[Symbol.asyncDispose]();
}, 120_000);

describe("a homeserver restored from an older copy", () => {
    it("is gone on with: keys fit again, and what is written then is read on both sides", async () => {
        const folder = joinPath(stack.dataDir, "agencies", "mfa");
        const copy = `${folder}.copy`;
        await stack.stop("mfa");
        cpSync(folder, copy, { recursive: true });
        expect(await stack.start("mfa")).toEqual({ ok: true, value: undefined });

        await until(alice, { topic: "session" }, (s) => s.connection.state === "online", 60_000);
        for (let number = 1; number <= 5; number++) {
            await say(alice, roomId, `Lost in the restore ${number}`);
            await sent(alice, roomId, `Lost in the restore ${number}`, 60_000);
        }
        await row(bob, roomId, saying("Lost in the restore 5"), 60_000);

        await stack.stop("mfa");
        rmSync(folder, { recursive: true });
        cpSync(copy, folder, { recursive: true });
        expect(await stack.start("mfa")).toEqual({ ok: true, value: undefined });
        await until(alice, { topic: "session" }, (s) => s.connection.state === "online", 60_000);

        await say(alice, roomId, "After the restore");
        await sent(alice, roomId, "After the restore", 60_000);
        await row(bob, roomId, saying("After the restore"), 60_000);
        await say(bob, roomId, "Read here");
        await row(alice, roomId, saying("Read here"), 60_000);
    });

    it("costs nobody an identity: the person is still signed in, and keys are shared in a new room", async () => {
        const session = await until(alice, { topic: "session" }, () => true);
        expect(session.phase).toBe("ready");
        const next = await createRoom(alice, "New room after the restore", stack.user("bob").userId);
        await join(bob, next);
        await say(bob, next, "Keys are shared anew");
        await row(alice, next, saying("Keys are shared anew"), 60_000);
    });
});
