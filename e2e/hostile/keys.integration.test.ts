import type { RoomId, TimelineItemSnapshot, UserId } from "@valise/bridge";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { createRoom, join, memoryEngine, must, row, say, saying, signUp } from "@valise/matrix/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { patiently } from "../interop/encryptedRoom.ts";
import { exportedKey, LibolmClient } from "../interop/libolmClient.ts";
import { signInPlain } from "../interop/matrixHttp.ts";
import { startTap, type Tap } from "../support/tap.ts";
import { rewriteEvents } from "./rewriteEvents.ts";
import { sealedFor } from "./toDevice.ts";

let stack: TestStack;
let tap: Tap;
let alice: NodeEngine;
let bob: NodeEngine;
let roomId: RoomId;
const id = (name: string) => stack.user(name).userId;
const text = (body: string) => ({ msgtype: "m.text", body });
const named = (eventId: string) => (candidate: TimelineItemSnapshot) => candidate.eventId === eventId;

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2, users: { mfa: ["alice"], mod: ["bob", "mallory", "dora", "erin"] } });
    tap = await startTap(stack.user("alice").clientUrl);
    [alice, bob] = await Promise.all([memoryEngine(), memoryEngine()]);
    await Promise.all([signUp(alice, stack.user("alice"), { clientUrl: tap.url }), signUp(bob, stack.user("bob"))]);
    roomId = await createRoom(alice, "Keys", id("bob"));
    await join(bob, roomId);
});
afterEach(() => {
    tap.rule = null;
    tap.rewrite = null;
});
afterAll(async () => {
    await Promise.all([alice?.close(), bob?.close()]);
    await tap?.[Symbol.asyncDispose]();
    await stack?.[Symbol.asyncDispose]();
});

async function plain(name: string) {
    const { clientUrl, userId, password } = stack.user(name);
    return signInPlain(clientUrl, userId, password);
}

describe("a device that its owner never signed", () => {
    it("gets no key, and nothing is even addressed to it", async () => {
        using intruder = await LibolmClient.startUnsigned(await plain("bob"));
        await intruder.receive(roomId);
        // A new session: the one of before could not have been for a device that was not there.
        must(await alice.commands.invite({ roomId, userIds: [id("dora") as UserId] }));
        using dora = await LibolmClient.start(await plain("dora"), stack.user("dora").password);
        await patiently(() => dora.join(roomId));
        await row(alice, roomId, (r) => r.system?.kind === "joined" && r.system.userId === id("dora"));
        const from = tap.requests.length;
        await say(alice, roomId, "for signed devices");
        await row(bob, roomId, saying("for signed devices"));
        await patiently(async () => expect(await dora.receive(roomId)).toHaveLength(1));

        const addressed = sealedFor(tap, from);
        expect(addressed).toContain(`${id("dora")} ${dora.http.deviceId}`);
        expect(addressed).not.toContain(`${id("bob")} ${intruder.http.deviceId}`);
        expect(sealedFor(tap)).not.toContain(`${id("bob")} ${intruder.http.deviceId}`);
        expect(await intruder.receive(roomId)).toEqual([]);
        expect(intruder.roomKeyCount).toBe(0);
    });

    it("is not believed to speak for its owner, not even when it is gone again", async () => {
        using intruder = await LibolmClient.startUnsigned(await plain("bob"));
        const eventId = await intruder.send(roomId, [id("alice")], text("I am Bob"));
        const refused = (r: TimelineItemSnapshot) =>
            named(eventId)(r) && r.undecryptable?.code === "UTD-SENDER-DEVICE-UNSIGNED";
        await row(alice, roomId, refused);
        await intruder.http.call("POST", "/logout");
        await say(bob, roomId, "after the intruder");
        await row(alice, roomId, saying("after the intruder"));
        const still = await row(alice, roomId, named(eventId));
        expect(still.body).toBe("");
        expect(["undecryptable", "malformed"]).toContain(still.kind);
    });
});

describe("an intruder's own device of the account", () => {
    it("asks for the account's secrets in vain", async () => {
        using intruder = await LibolmClient.startUnsigned(await plain("alice"));
        const from = tap.requests.length;
        for (const name of ["m.cross_signing.master", "m.cross_signing.self_signing", "m.megolm_backup.v1"]) {
            const content = {
                action: "request",
                name,
                request_id: crypto.randomUUID(),
                requesting_device_id: intruder.http.deviceId,
            };
            const messages = { [id("alice")]: { "*": content } };
            await intruder.http.call("PUT", `/sendToDevice/m.secret.request/${crypto.randomUUID()}`, { messages });
        }
        await say(bob, roomId, "after the request");
        await row(alice, roomId, saying("after the request"));
        await say(alice, roomId, "answered nobody");
        await row(bob, roomId, saying("answered nobody"));
        expect(sealedFor(tap, from)).not.toContain(`${id("alice")} ${intruder.http.deviceId}`);
    });
});

it("a message whose sender's devices could not be asked for heals by itself when they can", async () => {
    using erin = await LibolmClient.start(await plain("erin"), stack.user("erin").password);
    const room = await createRoom(alice, "Erin", id("erin"));
    // Before she is in: from then on her devices are known.
    tap.rule = ({ url }) =>
        url.includes("/keys/query") ? { kind: "answer", answer: { status: 504, body: "<html></html>" } } : null;
    await patiently(() => erin.join(room));
    const eventId = await erin.send(room, [id("alice")], text("ahead of the answer"));
    const early = await row(alice, room, named(eventId));
    expect(early).toMatchObject({ kind: "undecryptable", body: "", undecryptable: { mayHeal: true } });
    tap.rule = null;
    const healed = await row(alice, room, (r) => named(eventId)(r) && r.kind === "text", 40_000);
    expect(healed).toMatchObject({ body: "ahead of the answer", trust: "ok" });
});

describe("an invitation", () => {
    it("carries no key and no history to the invited", async () => {
        await say(alice, roomId, "before Mallory");
        await row(bob, roomId, saying("before Mallory"));
        using mallory = await LibolmClient.start(await plain("mallory"), stack.user("mallory").password);
        const from = tap.requests.length;
        must(await alice.commands.invite({ roomId, userIds: [id("mallory") as UserId] }));
        await row(alice, roomId, (r) => r.system?.kind === "invited" && r.system.userId === id("mallory"));
        await say(alice, roomId, "while Mallory is invited");
        await row(bob, roomId, saying("while Mallory is invited"));
        const addressed = sealedFor(tap, from).filter((to) => to.startsWith(`${id("mallory")} `));
        expect(addressed).toEqual([]);
        const uploads = tap.requests.slice(from).filter(({ url }) => /\/media\/|\/upload\b/.test(url));
        expect(uploads.filter(({ url }) => !url.includes("/keys/upload"))).toEqual([]);
        expect(mallory.roomKeyCount).toBe(0);

        await patiently(() => mallory.join(roomId));
        await row(alice, roomId, (r) => r.system?.kind === "joined" && r.system.userId === id("mallory"));
        await say(alice, roomId, "with Mallory");
        const read = await patiently(async () => {
            const messages = await mallory.receive(roomId);
            if (messages.length === 0) throw new Error("nothing yet");
            return messages;
        });
        expect(read.map((message) => (message.content as { body: string }).body)).toEqual(["with Mallory"]);
        expect(mallory.roomKeyCount).toBe(1);
    });
});

describe("a room key that comes the wrong way", () => {
    let mallory: LibolmClient;
    let room: string;
    beforeAll(async () => {
        mallory = await LibolmClient.start(await plain("mallory"), stack.user("mallory").password);
        room = await createRoom(alice, "Wrong ways", id("mallory"), id("bob"));
        await patiently(() => mallory.join(room));
        await join(bob, room as RoomId);
        await row(alice, room, (r) => r.system?.kind === "joined" && r.system.userId === id("mallory"));
    });
    afterAll(() => mallory?.[Symbol.dispose]());

    const share = (sealed: Parameters<LibolmClient["sendSealed"]>[1]) => mallory.sendSealed([id("alice")], sealed);
    /** Waits until whatever was sent to Alice's device before has been taken in: a later, honest key works. */
    const honest = async (mark: string) => {
        const { roomKey } = mallory.makeSession(room);
        await share({ type: "m.room_key", content: roomKey });
        await mallory.send(room, [], text(mark));
        await row(alice, room, saying(mark));
    };
    const unread = async (eventId: string) =>
        expect(await row(alice, room, named(eventId))).toMatchObject({ kind: "undecryptable", body: "" });

    it("the right way is read: the yardstick works", async () => {
        await honest("honest");
    });

    it("in clear is ignored", async () => {
        const { roomKey } = mallory.makeSession(room);
        const aliceDevices = { [id("alice")]: { "*": roomKey } };
        await mallory.http.call("PUT", `/sendToDevice/m.room_key/${crypto.randomUUID()}`, { messages: aliceDevices });
        const eventId = await mallory.send(room, [], text("key in clear"));
        await honest("after clear");
        await unread(eventId);
    });

    it("inside a message of the room is ignored", async () => {
        const { roomKey } = mallory.makeSession(room);
        const carrier = await mallory.send(room, [], text("key inside the room"));
        const { roomKey: known } = mallory.makeSession(room);
        await share({ type: "m.room_key", content: known });
        await mallory.send(room, [], roomKey, "m.room_key");
        await honest("after the room's own");
        await unread(carrier);
    });

    it("through Olm but meant for somebody else is ignored", async () => {
        const { roomKey } = mallory.makeSession(room);
        await share({ type: "m.room_key", content: roomKey, recipient: id("bob") });
        const eventId = await mallory.send(room, [], text("for Bob's eyes"));
        await honest("after the wrong recipient");
        await unread(eventId);
    });

    it("through Olm under another sender's name is ignored", async () => {
        const { roomKey } = mallory.makeSession(room);
        await share({ type: "m.room_key", content: roomKey, sender: id("bob") });
        const eventId = await mallory.send(room, [], text("as Bob"));
        await honest("after the wrong sender");
        await unread(eventId);
    });

    it("whose sender the server changed is ignored", async () => {
        const { roomKey } = mallory.makeSession(room);
        let lied = 0;
        tap.rewrite = rewriteEvents((event) => {
            if (event.type !== "m.room.encrypted" || event.sender !== id("mallory") || "event_id" in event)
                return event;
            lied++;
            return { ...event, sender: id("bob") };
        });
        await share({ type: "m.room_key", content: roomKey });
        const eventId = await mallory.send(room, [], text("told to be Bob's"));
        await row(alice, room, named(eventId));
        tap.rewrite = null;
        expect(lied).toBeGreaterThan(0);
        await honest("after the changed sender");
        await unread(eventId);
    });

    it("forwarded without having been asked for is ignored", async () => {
        const { session, roomKey } = mallory.makeSession(room);
        const content = {
            ...roomKey,
            session_key: exportedKey(session),
            sender_key: mallory.curve25519,
            sender_claimed_ed25519_key: mallory.ed25519,
            forwarding_curve25519_key_chain: [],
        };
        await share({ type: "m.forwarded_room_key", content });
        const eventId = await mallory.send(room, [], text("forwarded"));
        await honest("after the forwarded one");
        await unread(eventId);
    });
});
