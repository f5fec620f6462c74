import { execFileSync } from "node:child_process";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { createRoom, join, memoryEngine, must, row, say, saying, sent, signUp } from "@valise/matrix/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The path that every other journey takes, on workers, PostgreSQL, Redis and a reverse proxy. */
let stack: TestStack;
let alice: NodeEngine;
let bob: NodeEngine;
let roomId: string;

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2, profile: "scale" });
    alice = await memoryEngine();
    bob = await memoryEngine();
    await Promise.all([signUp(alice, stack.user("alice")), signUp(bob, stack.user("bob"))]);
}, 300_000);

afterAll(async () => {
    await Promise.all([alice?.close(), bob?.close()]);
    await stack?.[Symbol.asyncDispose]();
}, 120_000);

const processesOf = (folder: string) =>
    execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes(folder) && !/\bps -eo\b/.test(line));

describe("scaled-out homeservers", () => {
    it("carry encrypted messages and files between two agencies, both ways", async () => {
        roomId = await createRoom(alice, "Scale", stack.user("bob").userId);
        await join(bob, roomId, alice);
        await say(alice, roomId, "Two coaches at 06:00");
        await row(bob, roomId, saying("Two coaches at 06:00"));
        await say(bob, roomId, "Understood");
        await row(alice, roomId, saying("Understood"));
        const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251);
        const file = { name: "list.bin", mimeType: "application/octet-stream", thumbnail: null };
        const picture = { widthPx: null, heightPx: null, replyTo: null };
        must(await alice.commands.sendFile({ roomId: roomId as never, ...file, bytes, ...picture }));
        const arrived = await row(bob, roomId, ({ file }) => file?.name === "list.bin");
        const read = must(await bob.commands.readFile({ roomId: roomId as never, eventId: arrived.eventId as never }));
        expect(read.bytes).toEqual(bytes);
    });

    it("keep the admin API off the clients' and the partners' side", async () => {
        const { clientUrl, adminUrl } = stack.agency("mfa");
        const headers = { authorization: `Bearer ${stack.adminToken("mfa")}` };
        const ask = (base: string) => fetch(`${base}/_synapse/admin/v2/users?limit=1`, { headers });
        expect((await ask(clientUrl)).status).toBe(404);
        expect((await ask(adminUrl)).status).toBe(200);
    });

    it("go on after all processes of one agency were killed outright, and lose nothing", async () => {
        await stack.kill("mod");
        await say(alice, roomId, "Sent while the partner was down");
        await sent(alice, roomId, "Sent while the partner was down");
        expect(processesOf(`${stack.dataDir}/agencies/mod`)).toEqual([]);
        expect(await stack.start("mod")).toEqual({ ok: true, value: undefined });
        await row(bob, roomId, saying("Sent while the partner was down"), 60_000);
        await say(bob, roomId, "Back again");
        await row(alice, roomId, saying("Back again"), 60_000);
    });

    it("leave no process behind", async () => {
        await stack[Symbol.asyncDispose]();
        expect(processesOf(stack.dataDir)).toEqual([]);
    });
});
