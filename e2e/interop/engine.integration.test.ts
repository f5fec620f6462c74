import Olm from "@matrix-org/olm";
import type { EventId, RoomId } from "@valise/bridge";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { createRoom, join, memoryEngine, must, row, say, saying, sent, signUp } from "@valise/matrix/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEncryptedRoom, patiently } from "./encryptedRoom.ts";
import { LibolmClient } from "./libolmClient.ts";
import { signInPlain } from "./matrixHttp.ts";
import { StockClient } from "./stockClient.ts";

let stack: TestStack;
let ours: NodeEngine;
let stock: StockClient;

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2, users: { mfa: ["alice"], mod: ["bob", "olmo"] } });
    ours = await memoryEngine();
    await signUp(ours, stack.user("alice"));
    const { clientUrl, userId, password } = stack.user("bob");
    stock = await StockClient.start(clientUrl, userId, password);
});
afterAll(async () => {
    stock?.[Symbol.dispose]();
    await ours?.close();
    await stack?.[Symbol.asyncDispose]();
});

const aliceId = () => stack.user("alice").userId;
const stockEvent = (roomId: string, body: string) =>
    patiently(async () => {
        const found = stock.messages(roomId).find((event) => event.getContent().body === body);
        if (found === undefined) throw new Error(`the stock client shows ${stock.bodies(roomId).join(", ")}`);
        return found;
    });

describe("libolm, which shares no code with the engine", () => {
    it("reads a message of ours, and ours reads its own with full trust", async () => {
        const olmo = stack.user("olmo");
        using libolm = await LibolmClient.start(
            await signInPlain(olmo.clientUrl, olmo.userId, olmo.password),
            olmo.password,
        );
        const roomId = await createRoom(ours, "Interop", olmo.userId);
        await patiently(() => libolm.join(roomId));
        await libolm.receive(roomId);
        await row(ours, roomId, (r) => r.system?.kind === "joined" && r.system.userId === olmo.userId);

        await say(ours, roomId, "engine to libolm");
        const read = await patiently(async () => {
            const [first] = await libolm.receive(roomId);
            if (first === undefined) throw new Error("nothing yet");
            return first;
        });
        expect(read).toMatchObject({ room_id: roomId, type: "m.room.message", content: { body: "engine to libolm" } });

        await libolm.send(roomId, [aliceId(), olmo.userId], { msgtype: "m.text", body: "libolm to engine" });
        const seen = await row(ours, roomId, saying("libolm to engine"));
        expect(seen).toMatchObject({ kind: "text", senderId: olmo.userId, trust: "ok" });
    });

    it("decrypts our ciphertext with a session that a third client exported", async () => {
        const roomId = await createRoom(ours, "Export", stack.user("bob").userId);
        await patiently(() => stock.client.joinRoom(roomId));
        await row(ours, roomId, (r) => r.system?.kind === "joined" && r.senderId === stack.user("bob").userId);
        await say(ours, roomId, "for the archive");
        const event = await stockEvent(roomId, "for the archive");
        const wire = event.getWireContent();
        const exported = JSON.parse((await stock.client.getCrypto()?.exportRoomKeysAsJson()) ?? "[]") as {
            session_id: string;
            session_key: string;
        }[];
        const key = exported.find(({ session_id }) => session_id === wire.session_id)?.session_key ?? "";

        await Olm.init();
        const session = new Olm.InboundGroupSession();
        try {
            session.import_session(key);
            expect(session.session_id()).toBe(wire.session_id);
            const clear = JSON.parse(session.decrypt(wire.ciphertext).plaintext);
            expect(clear).toMatchObject({ room_id: roomId, content: { body: "for the archive" } });
        } finally {
            session.free();
        }
    });
});

describe("a stock client in a room of ours", () => {
    let roomId: RoomId;
    const bobId = () => stack.user("bob").userId;

    beforeAll(async () => {
        roomId = await createRoom(ours, "Sealed name", bobId());
        await patiently(() => stock.client.joinRoom(roomId));
        await row(ours, roomId, (r) => r.system?.kind === "joined" && r.senderId === bobId());
    });

    it("is told no name in clear: it shows the people instead", async () => {
        await patiently(async () => expect(stock.client.getRoom(roomId)?.name).toContain("alice"));
        expect(stock.client.getRoom(roomId)?.name).not.toContain("Sealed name");
        const state = await stock.client.roomState(roomId);
        expect(JSON.stringify(state)).not.toContain("Sealed name");
        expect(state.map((event) => event.type)).not.toContain("m.room.name");
    });

    it("reads our message, reply, edit and deletion", async () => {
        await say(ours, roomId, "forst");
        const first = await sent(ours, roomId, "forst");
        expect((await stockEvent(roomId, "forst")).getId()).toBe(first);

        await say(ours, roomId, "an answer", first);
        const reply = await stockEvent(roomId, "an answer");
        expect(reply.replyEventId).toBe(first);

        must(await ours.commands.editText({ roomId, eventId: first as EventId, body: "first", html: null }));
        expect((await stockEvent(roomId, "first")).getId()).toBe(first);

        must(await ours.commands.deleteMessage({ roomId, eventId: first as EventId, reason: null }));
        await patiently(async () =>
            expect(stock.client.getRoom(roomId)?.findEventById(first)?.isRedacted()).toBe(true),
        );
        expect(stock.bodies(roomId)).not.toContain("first");
    });

    it("writes, replies, edits and deletes, and ours follows", async () => {
        const first = await stock.send(roomId, "stock's forst");
        expect(await row(ours, roomId, saying("stock's forst"))).toMatchObject({ eventId: first, trust: "ok" });

        const send = (content: object) => stock.client.sendMessage(roomId, content as never);
        await send({
            msgtype: "m.text",
            body: "stock answers",
            "m.relates_to": { "m.in_reply_to": { event_id: first } },
        });
        const reply = await row(ours, roomId, saying("stock answers"));
        expect(reply.replyTo).toMatchObject({ eventId: first, excerpt: "stock's forst" });

        await send({
            msgtype: "m.text",
            body: "* stock's first",
            "m.new_content": { msgtype: "m.text", body: "stock's first" },
            "m.relates_to": { rel_type: "m.replace", event_id: first },
        });
        const edited = await row(ours, roomId, saying("stock's first"));
        expect(edited.eventId).toBe(first);
        expect(edited.editedAtMs).not.toBeNull();

        await stock.client.redactEvent(roomId, first);
        await row(ours, roomId, (r) => r.eventId === first && r.kind === "redacted");
    });
});

it("a room that the stock client opened is joined, read and written by ours", async () => {
    const bob = stack.user("bob");
    const http = await signInPlain(bob.clientUrl, bob.userId, bob.password);
    const roomId = await openEncryptedRoom(http, [aliceId()]);
    await join(ours, roomId);
    await patiently(async () => expect(stock.client.getRoom(roomId)?.getJoinedMemberCount()).toBe(2));
    await stock.send(roomId, "welcome");
    expect(await row(ours, roomId, saying("welcome"))).toMatchObject({ trust: "ok", senderId: bob.userId });
    await say(ours, roomId, "thank you");
    await stockEvent(roomId, "thank you");
});
