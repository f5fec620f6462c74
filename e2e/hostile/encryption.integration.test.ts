import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import type { RoomId } from "@valise/bridge";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { createRoom, join, memoryEngine, row, say, saying, sent, signUp, until } from "@valise/matrix/testing";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { killSenders, startSender } from "../faults/senderChild.ts";
import { openEncryptedRoom, patiently } from "../interop/encryptedRoom.ts";
import { type MatrixHttp, signInPlain } from "../interop/matrixHttp.ts";
import { startTap, type Tap } from "../support/tap.ts";
import { lieAboutEncryption } from "./rewriteEvents.ts";

let stack: TestStack;
let tap: Tap;
let bob: NodeEngine;
/** Behind the tap, in this process. */
let carol: NodeEngine;
let bobHttp: MatrixHttp;
/** Alice's, whose app is a process of its own behind the tap. */
let profileDir: string;
let roomId: RoomId;

beforeAll(async () => {
    profileDir = mkdtempSync(joinPath(tmpdir(), "valise-hidden-"));
    stack = await startTestStack({ agencies: 2, users: { mfa: ["alice", "carol"], mod: ["bob"] } });
    tap = await startTap(stack.user("alice").clientUrl);
    [bob, carol] = await Promise.all([memoryEngine(), memoryEngine()]);
    await Promise.all([signUp(bob, stack.user("bob")), signUp(carol, stack.user("carol"), { clientUrl: tap.url })]);
    const { clientUrl, userId, password } = stack.user("bob");
    bobHttp = await signInPlain(clientUrl, userId, password);
    roomId = await createRoom(bob, "Was encrypted", stack.user("alice").userId);
    expect(await alice("sign-in").ended).toBe(0);
    expect(await alice("join", roomId).ended).toBe(0);
});
afterEach(() => {
    killSenders();
    tap.rule = null;
});
afterAll(async () => {
    await Promise.all([bob?.close(), carol?.close()]);
    await tap?.[Symbol.asyncDispose]();
    await stack?.[Symbol.asyncDispose]();
    rmSync(profileDir, { recursive: true, force: true });
});

const alice = (...action: string[]) =>
    startSender(profileDir, { ...stack.user("alice"), clientUrl: tap.url }, ...action);
const putsInto = (room: string) =>
    tap.matching(/^PUT .*\/send\//).filter(({ url }) => url.includes(encodeURIComponent(room)));

it.each([
    ["hides", null],
    ["changes", { algorithm: "org.example.none" }],
])("a server that %s a room's encryption after a restart gets ciphertext all the same", async (what, content) => {
    const lie = lieAboutEncryption(content);
    tap.rule = lie.rule;
    const from = putsInto(roomId).length;
    // A quick app may have sent and gone before the server's next word: it writes again until it has been lied to.
    for (let count = 2; count <= 20 && (count === 2 || lie.told() === 0); count += 2) {
        expect(await alice("send", roomId, `${what} `, String(count)).ended).toBe(0);
    }
    expect(lie.told()).toBeGreaterThan(0);
    expect(await alice("send", roomId, `${what} after `, "2").ended).toBe(0);
    await row(bob, roomId, saying(`${what} after 1`));
    const puts = putsInto(roomId).slice(from);
    expect(puts.length).toBeGreaterThan(0);
    for (const { url, body } of puts) {
        expect(url).toContain("/send/m.room.encrypted/");
        expect(JSON.parse(body)).toMatchObject({ algorithm: "m.megolm.v1.aes-sha2" });
        expect(body).not.toContain(`${what} `);
    }
});

it("a server that hides it from the start gets nothing: neither text nor file, and the composer says why", async () => {
    const lie = lieAboutEncryption(null);
    tap.rule = lie.rule;
    // Ends the long poll that would still hear the truth.
    await openEncryptedRoom(bobHttp, [stack.user("carol").userId]);
    await patiently(async () => expect(lie.begun()).toBe(true));
    const hidden = (await openEncryptedRoom(bobHttp, [stack.user("carol").userId])) as RoomId;
    await join(carol, hidden);
    await until(carol, { topic: "timeline", roomId: hidden }, (s) => s.composer === "not-encrypted");
    await carol.commands.sendText({ roomId: hidden, body: "SECRET", html: null, replyTo: null });
    const bytes = new TextEncoder().encode("SECRET");
    const none = { thumbnail: null, widthPx: null, heightPx: null, replyTo: null };
    await carol.commands.sendFile({ roomId: hidden, name: "SECRET.txt", mimeType: "text/plain", bytes, ...none });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(putsInto(hidden)).toEqual([]);
    expect(tap.requests.filter(({ url, body }) => `${url} ${body}`.includes("SECRET"))).toEqual([]);
});

it("a room that was never encrypted takes no message from us", async () => {
    const created = await bobHttp.call("POST", "/createRoom", {
        preset: "private_chat",
        invite: [stack.user("carol").userId],
    });
    const clear = created.room_id as RoomId;
    await join(carol, clear);
    await until(carol, { topic: "timeline", roomId: clear }, (s) => s.composer === "not-encrypted");
    await carol.commands.sendText({ roomId: clear, body: "SECRET", html: null, replyTo: null });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(putsInto(clear)).toEqual([]);
});

it("a server that stretches a session's life cannot: the first rotation the room was seen with holds", async () => {
    const path = (room: string) => `/rooms/${encodeURIComponent(room)}/state/m.room.encryption/`;
    const algorithm = "m.megolm.v1.aes-sha2";
    const created = await bobHttp.call("POST", "/createRoom", {
        preset: "private_chat",
        invite: [stack.user("carol").userId],
        initial_state: [
            { type: "m.room.encryption", state_key: "", content: { algorithm, rotation_period_msgs: 3 } },
            { type: "m.room.history_visibility", state_key: "", content: { history_visibility: "joined" } },
        ],
    });
    const room = created.room_id as RoomId;
    await join(carol, room);
    await until(carol, { topic: "timeline", roomId: room }, (s) => s.composer === "ready");
    await bobHttp.call("PUT", path(room), { algorithm, rotation_period_msgs: 1_000_000_000 });
    // The list of rooms names the newest state; the change has reached her when it is in her timeline.
    await row(carol, room, (r) => r.system?.kind === "encryption-on" || r.system?.kind === "other");
    for (let i = 0; i < 7; i++) await say(carol, room, `rotated ${i}`);
    await sent(carol, room, "rotated 6");
    const puts = putsInto(room);
    const sends = new Map(puts.map(({ url, body }) => [url, body]));
    // Whatever had no answer was sent again: under the same transaction, the same bytes.
    for (const { url, body } of puts) expect(body).toBe(sends.get(url));
    const sessions = [...sends.values()].map((body) => (JSON.parse(body) as { session_id: string }).session_id);
    const perSession = [...new Set(sessions)].map((id) => sessions.filter((other) => other === id).length);
    expect(sessions).toHaveLength(7);
    expect(Math.max(...perSession)).toBeLessThanOrEqual(3);
});
