import type { RoomId } from "@valise/bridge";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { createRoom, join, memoryEngine, row, say, saying, sent, signUp, until } from "@valise/matrix/testing";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { patiently } from "../interop/encryptedRoom.ts";
import { type MatrixHttp, signInPlain } from "../interop/matrixHttp.ts";
import { startTap, type Tap, type TapRule } from "../support/tap.ts";

let stack: TestStack;
let tap: Tap;
let alice: NodeEngine;
let bob: NodeEngine;
let carol: NodeEngine;
let probe: MatrixHttp;
const id = (name: string) => stack.user(name).userId;

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2, users: { mfa: ["alice", "carol"], mod: ["bob"] } });
    tap = await startTap(stack.user("alice").clientUrl);
    [alice, bob, carol] = await Promise.all([memoryEngine(), memoryEngine(), memoryEngine()]);
    await Promise.all([signUp(bob, stack.user("bob")), signUp(carol, stack.user("carol"))]);
    const { clientUrl, userId, password } = stack.user("carol");
    probe = await signInPlain(clientUrl, userId, password);
});
afterEach(() => {
    tap.rule = null;
});
afterAll(async () => {
    await Promise.all([alice?.close(), bob?.close(), carol?.close()]);
    await tap?.[Symbol.asyncDispose]();
    await stack?.[Symbol.asyncDispose]();
});

const timeout = { kind: "answer", answer: { status: 504, body: "<html>Gateway Timeout</html>" } } as const;
/** The first `times` requests that match never reach the homeserver. Answers how many it took. */
function failing(pattern: RegExp, times: number): { readonly rule: TapRule; taken(): number } {
    let taken = 0;
    return {
        rule: ({ url }) => (pattern.test(url) && taken < times && ++taken > 0 ? timeout : null),
        taken: () => taken,
    };
}

/** One one-time key of Alice's device; its id, or null when there is none left. */
async function claim(): Promise<{ id: string; fallback: boolean } | null> {
    const deviceId = await until(alice, { topic: "session" }, (s) => s.deviceId !== null).then((s) => s.deviceId ?? "");
    const answer = (await probe.call("POST", "/keys/claim", {
        one_time_keys: { [id("alice")]: { [deviceId]: "signed_curve25519" } },
    })) as { one_time_keys: Record<string, Record<string, Record<string, { fallback?: boolean }>>> };
    const [first] = Object.entries(answer.one_time_keys[id("alice")]?.[deviceId] ?? {});
    return first === undefined ? null : { id: first[0], fallback: first[1].fallback === true };
}

it("a sign-in whose key uploads time out ends ready all the same, with keys to claim", async () => {
    const { rule, taken } = failing(/\/keys\/upload/, 2);
    tap.rule = rule;
    await signUp(alice, stack.user("alice"), { clientUrl: tap.url });
    await patiently(async () => expect(await claim()).toMatchObject({ fallback: false }));
    expect(taken()).toBe(2);
    // A repeated upload must not have brought back the device's keys of before its signature.
    const answer = (await probe.call("POST", "/keys/query", { device_keys: { [id("alice")]: [] } })) as {
        device_keys: Record<string, Record<string, { signatures: Record<string, object> }>>;
    };
    const devices = Object.values(answer.device_keys[id("alice")] ?? {});
    expect(devices.map((device) => Object.keys(device.signatures[id("alice")] ?? {}).length)).toEqual([2]);
});

it("a first message whose device queries time out is delivered and readable", async () => {
    const { rule, taken } = failing(/\/keys\/query/, 4);
    tap.rule = rule;
    const roomId = await createRoom(alice, "Queries", id("bob"));
    await join(bob, roomId, alice);
    await say(alice, roomId, "after four time-outs");
    expect(await row(bob, roomId, saying("after four time-outs"), 60_000)).toMatchObject({ trust: "ok" });
    expect(taken()).toBeGreaterThan(0);
});

it("while key sharing times out a message is never shown as sent; when it heals it is readable", async () => {
    const roomId = await createRoom(alice, "Sharing", id("bob"), id("carol"));
    await join(bob, roomId);
    tap.rule = ({ url }) => (url.includes("/sendToDevice/") ? timeout : null);
    await join(carol, roomId);
    await row(alice, roomId, (r) => r.system?.kind === "joined" && r.system.userId === id("carol"));
    const before = tap.requests.length;
    const states = watchSend(alice, roomId, "held back");
    await say(alice, roomId, "held back");
    await patiently(async () => expect(refusals()).toBeGreaterThan(1));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(states()).toContain("sending");
    expect(states()).not.toContain("sent");
    const left = tap.requests.slice(before).filter(({ method, url }) => method === "PUT" && url.includes("/send/"));
    expect(left).toEqual([]);
    tap.rule = null;
    await sent(alice, roomId, "held back", 60_000);
    for (const reader of [bob, carol]) {
        expect(await row(reader, roomId, saying("held back"), 60_000)).toMatchObject({ trust: "ok" });
    }

    function refusals(): number {
        return tap.requests.slice(before).filter(({ url }) => url.includes("/sendToDevice/")).length;
    }
});

it("with all one-time keys gone and no new ones, the fallback key serves two people", async () => {
    tap.rule = ({ url }) => (url.includes("/keys/upload") ? timeout : null);
    let last = await claim();
    for (let claimed = 0; claimed < 150 && last?.fallback === false; claimed++) last = await claim();
    expect(last).toMatchObject({ fallback: true });
    const rooms: RoomId[] = [];
    for (const engine of [bob, carol]) {
        const roomId = await createRoom(engine, "Fallback", id("alice"));
        rooms.push(roomId);
        await join(alice, roomId);
        await row(engine, roomId, (r) => r.system?.kind === "joined" && r.system.userId === id("alice"));
        await say(engine, roomId, "under the fallback key");
        expect(await row(alice, roomId, saying("under the fallback key"), 60_000)).toMatchObject({ trust: "ok" });
    }
    tap.rule = null;
    await patiently(async () => expect(await claim()).toMatchObject({ fallback: false }));
});

/** The states in which the message has been shown so far. */
function watchSend(engine: NodeEngine, roomId: RoomId, body: string): () => readonly string[] {
    const seen: string[] = [];
    engine.subscribe({ topic: "timeline", roomId }, (snapshot) => {
        for (const item of snapshot.rows) if (item.body === body) seen.push(item.send?.state ?? "sent");
    });
    return () => seen;
}
