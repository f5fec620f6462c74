import { randomUUID } from "node:crypto";
import type { RoomId, TimelineItemSnapshot } from "@valise/bridge";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { createRoom, join, memoryEngine, row, say, saying, sent, signUp, until } from "@valise/matrix/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { LibolmClient } from "../interop/libolmClient.ts";
import { type MatrixHttp, signInPlain } from "../interop/matrixHttp.ts";
import { startTap, type Tap } from "../support/tap.ts";
import { isSealedMessage, rewriteEvents } from "./rewriteEvents.ts";

let stack: TestStack;
let tap: Tap;
/** Behind the tap: the one who is lied to. */
let alice: NodeEngine;
let bob: NodeEngine;
/** Bob's account in the hands of somebody who has his password: no keys, plain HTTP. */
let bobHttp: MatrixHttp;
let roomId: RoomId;

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2, users: { mfa: ["alice"], mod: ["bob", "dora"] } });
    tap = await startTap(stack.user("alice").clientUrl);
    [alice, bob] = await Promise.all([memoryEngine(), memoryEngine()]);
    await Promise.all([signUp(alice, stack.user("alice"), { clientUrl: tap.url }), signUp(bob, stack.user("bob"))]);
    const { clientUrl, userId, password } = stack.user("bob");
    bobHttp = await signInPlain(clientUrl, userId, password);
    roomId = await createRoom(alice, "Lies", userId, stack.user("dora").userId);
    await join(bob, roomId);
});
afterEach(() => {
    tap.rewrite = null;
});
afterAll(async () => {
    await Promise.all([alice?.close(), bob?.close()]);
    await tap?.[Symbol.asyncDispose]();
    await stack?.[Symbol.asyncDispose]();
});

const rows = async () => (await until(alice, { topic: "timeline", roomId }, (s) => s.loaded === "live")).rows;
const put = (room: string, type: string, content: object) =>
    bobHttp.call("PUT", `/rooms/${encodeURIComponent(room)}/send/${type}/${randomUUID()}`, content);
const named = (eventId: unknown) => (candidate: TimelineItemSnapshot) => candidate.eventId === eventId;

/** Bob says something; answers the event as the server keeps it. */
async function sealedByBob(body: string): Promise<{ eventId: string; content: object }> {
    await say(bob, roomId, body);
    const eventId = await sent(bob, roomId, body);
    const event = await bobHttp.call(
        "GET",
        `/rooms/${encodeURIComponent(roomId)}/event/${encodeURIComponent(eventId)}`,
    );
    return { eventId, content: event.content as object };
}

describe("a server that changes who sent an encrypted message", () => {
    it.each([
        ["another member", () => stack.user("dora").userId],
        ["no user id at all", () => "charlie"],
        ["ten thousand characters", () => `@${"x".repeat(10_000)}:mod.example`],
    ])("to %s gets no message shown, and the room goes on", async (name, sender) => {
        const body = `spoofed as ${name}`;
        let lied = 0;
        tap.rewrite = rewriteEvents((event) => {
            if (!isSealedMessage(event) || event.sender !== stack.user("bob").userId) return event;
            lied++;
            return { ...event, sender: sender() };
        });
        const { eventId } = await sealedByBob(body);
        const spoofed = await row(alice, roomId, (r) => named(eventId)(r));
        expect(lied).toBeGreaterThan(0);
        expect(["undecryptable", "malformed"]).toContain(spoofed.kind);
        expect(spoofed.senderId.length).toBeLessThan(256);
        tap.rewrite = null;
        await say(bob, roomId, `${body}: over`);
        expect(await row(alice, roomId, saying(`${body}: over`))).toMatchObject({ trust: "ok" });
        expect((await rows()).filter(saying(body))).toEqual([]);
    });
});

describe("a ciphertext that somebody copies", () => {
    it("into another room is not read there", async () => {
        const { content } = await sealedByBob("for this room only");
        await row(alice, roomId, saying("for this room only"));
        const other = await createRoom(alice, "Other", stack.user("bob").userId);
        await join(bob, other);
        const { event_id } = await put(other, "m.room.encrypted", content);
        const copied = await row(alice, other, named(event_id));
        expect(copied).toMatchObject({ kind: "undecryptable", body: "" });
    });

    it("under another event id is shown once", async () => {
        const { eventId, content } = await sealedByBob("shown once");
        await row(alice, roomId, saying("shown once"));
        await put(roomId, "m.room.encrypted", content);
        await sealedByBob("after the copy");
        await row(alice, roomId, saying("after the copy"));
        expect((await rows()).filter(saying("shown once")).map((r) => r.eventId)).toEqual([eventId]);
    });

    it("of another client's message, which names itself nowhere, is shown once too, and not revived when deleted", async () => {
        const { clientUrl, userId, password } = stack.user("dora");
        using dora = await LibolmClient.start(await signInPlain(clientUrl, userId, password), password);
        await dora.join(roomId);
        const original = await dora.send(roomId, [stack.user("alice").userId], { msgtype: "m.text", body: "by Dora" });
        await row(alice, roomId, saying("by Dora"));
        const path = `/rooms/${encodeURIComponent(roomId)}`;
        const { content } = await dora.http.call("GET", `${path}/event/${encodeURIComponent(original)}`);
        const copy = () => dora.http.call("PUT", `${path}/send/m.room.encrypted/${randomUUID()}`, content);
        const shownAfter = async (mark: string) => {
            await dora.send(roomId, [], { msgtype: "m.text", body: mark });
            await row(alice, roomId, saying(mark));
            return (await rows()).filter(saying("by Dora")).map((r) => r.eventId);
        };
        await copy();
        expect(await shownAfter("after Dora's copy")).toEqual([original]);
        await dora.http.call("PUT", `${path}/redact/${encodeURIComponent(original)}/${randomUUID()}`, {});
        await row(alice, roomId, (r) => r.eventId === original && r.kind === "redacted");
        await copy();
        expect(await shownAfter("after the deleted one's copy")).toEqual([]);
    });
});

describe("clear events in an encrypted room", () => {
    it("are never shown as a message, a reply or an edit of one", async () => {
        const { eventId } = await sealedByBob("as it was sealed");
        await row(alice, roomId, saying("as it was sealed"));
        const clear = await put(roomId, "m.room.message", { msgtype: "m.text", body: "CLEAR one" });
        await put(roomId, "m.room.message", {
            msgtype: "m.text",
            body: "* CLEAR two",
            "m.new_content": { msgtype: "m.text", body: "CLEAR two" },
            "m.relates_to": { rel_type: "m.replace", event_id: eventId },
        });
        const reply = await put(roomId, "m.room.message", {
            msgtype: "m.text",
            body: "CLEAR three",
            "m.relates_to": { "m.in_reply_to": { event_id: eventId } },
        });
        expect(await row(alice, roomId, named(clear.event_id))).toMatchObject({ kind: "cleartext", body: "" });
        expect(await row(alice, roomId, named(reply.event_id))).toMatchObject({ kind: "cleartext", body: "" });
        expect(await row(alice, roomId, named(eventId))).toMatchObject({ body: "as it was sealed", editedAtMs: null });
        expect(JSON.stringify(await rows())).not.toContain("CLEAR");
        const list = await until(alice, { topic: "rooms" }, () => true);
        const told = await until(alice, { topic: "notifications" }, () => true);
        expect(JSON.stringify([list, told])).not.toContain("CLEAR");
    });

    it("as a relation added outside the ciphertext change nothing", async () => {
        const { eventId } = await sealedByBob("stays as it is");
        const forged = { rel_type: "m.replace", event_id: eventId };
        tap.rewrite = rewriteEvents((event) =>
            isSealedMessage(event) && event.event_id !== eventId
                ? { ...event, content: { ...(event.content as object), "m.relates_to": forged } }
                : event,
        );
        const second = await sealedByBob("meant as a message of its own");
        expect(await row(alice, roomId, named(second.eventId))).toMatchObject({ kind: "malformed", body: "" });
        expect(await row(alice, roomId, named(eventId))).toMatchObject({ body: "stays as it is", editedAtMs: null });
    });
});
