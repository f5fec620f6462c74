import type { UserId } from "@valise/bridge";
import { startTestStack } from "@valise/homeserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NodeEngine } from "../src/node/index.ts";
import { bodies, join, memoryEngine, must, signUp, until } from "../src/testing/engines.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;
const engines: NodeEngine[] = [];

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2 });
}, 300_000);

afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.close()));
    await stack[Symbol.asyncDispose]();
}, 120_000);

async function newEngine() {
    const engine = await memoryEngine();
    engines.push(engine);
    return engine;
}

describe("two people of two agencies", () => {
    it("sign in, open an encrypted room, and read each other's messages", async () => {
        const alice = await newEngine();
        const bob = await newEngine();
        const bobUser = stack.user("bob");
        expect(await signUp(alice, stack.user("alice"))).toMatch(/^([0-9A-Z]{4} ){7}[0-9A-Z]{4}$/);
        await signUp(bob, bobUser);

        const { roomId } = must(
            await alice.commands.createRoom({
                name: "Evacuation Port-Sud",
                topic: null,
                invite: [bobUser.userId as UserId],
                kind: "room",
            }),
        );
        await join(bob, roomId, alice);
        must(await alice.commands.sendText({ roomId, body: "Two coaches at 06:00", html: null, replyTo: null }));
        const seen = await bodies(bob, roomId as never, "Two coaches at 06:00");
        const row = seen.rows.find((item) => item.body === "Two coaches at 06:00");
        expect(row).toMatchObject({ kind: "text", trust: "ok", own: false, senderServerName: "mfa.example" });

        must(await bob.commands.sendText({ roomId, body: "Understood", html: null, replyTo: row?.eventId ?? null }));
        const answer = await bodies(alice, roomId as never, "Understood");
        const reply = answer.rows.find((item) => item.body === "Understood");
        expect(reply?.replyTo).toMatchObject({ excerpt: "Two coaches at 06:00" });
        const sent = await until(alice, { topic: "timeline", roomId: roomId as never }, (s) =>
            s.rows.every((item) => item.send === null || item.send.state === "sent"),
        );
        const list = await until(bob, { topic: "rooms" }, (s) => s.rows[0]?.name === "Evacuation Port-Sud");
        expect(list.rows[0]).toMatchObject({ kind: "room", encrypted: true, memberCount: 2 });
        expect(sent.rows.filter((item) => item.body === "Two coaches at 06:00")).toHaveLength(1);
    }, 120_000);
});
