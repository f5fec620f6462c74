import { randomUUID } from "node:crypto";
import type { RoomId, UserId } from "@valise/bridge";
import { startTestStack } from "@valise/homeserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NodeEngine } from "../src/node/index.ts";
import { bodies, join, memoryEngine, must, signIn, signUp, type TestPerson, until } from "../src/testing/engines.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;
const engines: NodeEngine[] = [];
let alice: NodeEngine;
let bob: NodeEngine;
let bobUser: TestPerson;
let roomId: RoomId;

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2 });
    alice = await newEngine();
    bob = await memoryEngine({ fetch: fetchHoldingKeys });
    engines.push(bob);
    bobUser = stack.user("bob");
    await signUp(alice, stack.user("alice"));
    await signUp(bob, bobUser);
    const invite = [bobUser.userId as UserId];
    ({ roomId } = must(await alice.commands.createRoom({ name: "Trust", topic: null, invite, kind: "room" })));
    await join(bob, roomId);
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

let holding = false;
const held: (() => Promise<unknown>)[] = [];

/** While `holding`, room keys are kept back and the server seems to have taken them. */
async function fetchHoldingKeys(input: string, init: RequestInit): Promise<Response> {
    if (!holding || !input.includes("/sendToDevice/")) return fetch(input, init);
    const { signal: _signal, ...kept } = init;
    held.push(() => fetch(input, kept));
    return new Response("{}", { status: 200, headers: { "Content-Type": "application/json" } });
}

async function say(engine: NodeEngine, body: string) {
    must(await engine.commands.sendText({ roomId, body, html: null, replyTo: null }));
}

/** A plain client that does what no client of ours does. */
async function rawLogin(person: TestPerson): Promise<string> {
    const response = await fetch(`${person.clientUrl.replace(/\/$/, "")}/_matrix/client/v3/login`, {
        method: "POST",
        body: JSON.stringify({
            type: "m.login.password",
            identifier: { type: "m.id.user", user: person.userId },
            password: person.password,
        }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
}

/** Alice asks, Bob accepts, both come to the emoji. */
async function compareEmoji() {
    const bobId = bobUser.userId as UserId;
    const { flowId } = must(await alice.commands.startVerification({ userId: bobId, deviceId: null }));
    const isNew = (row: { phase: string; incoming: boolean }) => row.phase === "requested" && row.incoming;
    const asked = await until(bob, { topic: "verifications" }, (s) => s.rows.some(isNew));
    const there = asked.rows.find(isNew)?.flowId ?? "";
    must(await bob.commands.acceptVerification({ flowId: there }));
    const emojiOf = async (engine: NodeEngine, id: string) => {
        const mine = (row: { flowId: string; phase: string }) => row.flowId === id && row.phase === "emoji";
        const shown = await until(engine, { topic: "verifications" }, (s) => s.rows.some(mine));
        return shown.rows.find(mine)?.emoji;
    };
    expect(await emojiOf(alice, flowId)).toEqual(await emojiOf(bob, there));
    return { flowId, there };
}
const ended = (engine: NodeEngine, flowId: string, phase: "done" | "cancelled") =>
    until(engine, { topic: "verifications" }, (s) =>
        s.rows.some((row) => row.flowId === flowId && row.phase === phase),
    );

describe("people of two agencies who compare emoji", () => {
    it("verify nobody when the emoji differ, and each other when they are the same", async () => {
        // In a room that is open each knows the other's devices; a request from an unknown one is not listened to.
        for (const engine of [alice, bob])
            await until(
                engine,
                { topic: "members", roomId },
                (s) => s.rows.filter(({ trust }) => trust === "ok").length === 2,
            );
        const differ = await compareEmoji();
        must(await bob.commands.confirmEmoji({ flowId: differ.there, match: false }));
        const refused = await ended(alice, differ.flowId, "cancelled");
        const failure = { kind: "verification-cancelled", by: "them", code: "m.mismatched_sas" };
        expect(refused.rows.find(({ flowId }) => flowId === differ.flowId)).toMatchObject({ failure });

        const same = await compareEmoji();
        must(await alice.commands.confirmEmoji({ flowId: same.flowId, match: true }));
        await until(alice, { topic: "verifications" }, (s) => s.rows.some(({ phase }) => phase === "waiting"));
        must(await bob.commands.confirmEmoji({ flowId: same.there, match: true }));
        await Promise.all([ended(alice, same.flowId, "done"), ended(bob, same.there, "done")]);
    }, 120_000);
});

describe("what is not to be trusted", () => {
    it("heals: a message that arrives before its key becomes readable by itself", async () => {
        await until(bob, { topic: "timeline", roomId }, (snapshot) => snapshot.composer === "ready");
        holding = true;
        await say(bob, "ahead of its key");
        await until(alice, { topic: "timeline", roomId }, (snapshot) =>
            snapshot.rows.some((row) => row.undecryptable?.code === "UTD-WAITING-FOR-KEY" && row.undecryptable.mayHeal),
        );
        holding = false;
        for (const release of held) await release();
        const healed = await bodies(alice, roomId, "ahead of its key");
        expect(healed.rows.some((row) => row.kind === "undecryptable")).toBe(false);
    }, 120_000);

    it("gets no key: a device its owner has not signed reads nothing, and its own words are not shown as the owner's", async () => {
        const unsigned = await newEngine();
        await signIn(unsigned, bobUser);
        await until(unsigned, { topic: "session" }, (s) => s.phase === "verify-needed");
        await say(alice, "for signed devices only");
        await bodies(bob, roomId, "for signed devices only");
        const seen = await until(unsigned, { topic: "timeline", roomId }, (s) =>
            s.rows.some((row) => row.kind === "undecryptable"),
        );
        expect(seen.rows.every((row) => row.body === "")).toBe(true);
        expect(seen.rows.find((row) => row.kind === "undecryptable")?.undecryptable?.code).toMatch(/^UTD-/);

        const refused = await unsigned.commands.sendText({ roomId, body: "unsigned", html: null, replyTo: null });
        expect(refused).toEqual({ ok: false, error: { kind: "verify-needed" } });
    }, 120_000);

    it("is flagged: a message in clear in an encrypted room is never shown as one", async () => {
        const token = await rawLogin(bobUser);
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${randomUUID()}`;
        const response = await fetch(`${bobUser.clientUrl.replace(/\/$/, "")}${path}`, {
            method: "PUT",
            headers: { Authorization: `Bearer ${token}` },
            body: JSON.stringify({ msgtype: "m.text", body: "in clear" }),
        });
        expect(response.status).toBe(200);
        const seen = await until(alice, { topic: "timeline", roomId }, (s) =>
            s.rows.some((row) => row.kind === "cleartext"),
        );
        expect(seen.rows.some((row) => row.body === "in clear")).toBe(false);
        const told = await until(alice, { topic: "notifications" }, () => true);
        const flagged = seen.rows.find((row) => row.kind === "cleartext");
        expect(told.rows.some((row) => row.eventId === flagged?.eventId)).toBe(false);
    }, 120_000);

    it("edits and deletions change the message they are for, on both sides", async () => {
        await say(alice, "forst version");
        const sent = await until(alice, { topic: "timeline", roomId }, (s) =>
            s.rows.some((row) => row.body === "forst version" && row.eventId !== null && row.mayEdit),
        );
        const eventId = sent.rows.find((row) => row.body === "forst version")?.eventId;
        if (!eventId) throw new Error("not sent");
        must(await alice.commands.editText({ roomId, eventId, body: "first version", html: null }));
        const edited = await bodies(bob, roomId, "first version");
        expect(edited.rows.find((row) => row.body === "first version")?.editedAtMs).not.toBeNull();
        expect(edited.rows.some((row) => row.body === "forst version")).toBe(false);
        must(await alice.commands.deleteMessage({ roomId, eventId, reason: null }));
        await until(bob, { topic: "timeline", roomId }, (s) => s.rows.some((row) => row.kind === "redacted"));
    }, 120_000);
});
