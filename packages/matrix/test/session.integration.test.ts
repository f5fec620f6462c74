import type { RoomId } from "@valise/bridge";
import { startTestStack } from "@valise/homeserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NodeEngine } from "../src/node/index.ts";
import { agencyOf, bodies, memoryEngine, must, signUp, until } from "../src/testing/engines.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;
const engines: NodeEngine[] = [];

beforeAll(async () => {
    stack = await startTestStack({ agencies: 1, users: { mfa: ["alice", "ann", "abel", "adam"], mod: [], intel: [] } });
}, 300_000);

afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.close()));
    await stack[Symbol.asyncDispose]();
}, 120_000);

/** Answers instead of the server while set. */
type Answer = (input: string) => Response | null;

async function engineBehind(answer: { current: Answer }) {
    const engine = await memoryEngine({ fetch: async (input, init) => answer.current(input) ?? fetch(input, init) });
    engines.push(engine);
    return engine;
}

function json(status: number, body: object): Response {
    return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

async function ownRoom(engine: NodeEngine): Promise<RoomId> {
    const made = must(await engine.commands.createRoom({ name: "Own", topic: null, invite: [], kind: "room" }));
    return made.roomId;
}

async function sentInto(engine: NodeEngine, roomId: RoomId, body: string): Promise<void> {
    must(await engine.commands.sendText({ roomId, body, html: null, replyTo: null }));
    await until(engine, { topic: "timeline", roomId }, (s) =>
        s.rows.some((row) => row.body === body && row.eventId !== null && row.send === null),
    );
}

describe("a session", () => {
    it("goes on as the same device after a soft sign-out", async () => {
        const answer: { current: Answer } = { current: () => null };
        const engine = await engineBehind(answer);
        await signUp(engine, stack.user("alice"));
        const roomId = await ownRoom(engine);
        await sentInto(engine, roomId, "before");
        const { deviceId } = await until(engine, { topic: "session" }, () => true);

        answer.current = (input) =>
            input.includes("/login") ? null : json(401, { errcode: "M_UNKNOWN_TOKEN", soft_logout: true });
        const out = await until(engine, { topic: "session" }, (s) => s.phase === "soft-signed-out", 40_000);
        expect(out.failure).toEqual({ kind: "signed-out-by-server", soft: true });
        must(await engine.commands.sendText({ roomId, body: "meanwhile", html: null, replyTo: null }));
        await bodies(engine, roomId, "before");

        answer.current = () => null;
        expect(await engine.commands.reauthenticate({ password: "not the password" })).toMatchObject({
            error: { kind: "wrong-password" },
        });
        must(await engine.commands.reauthenticate({ password: stack.user("alice").password }));
        const back = await until(engine, { topic: "session" }, (s) => s.phase === "ready");
        expect(back.deviceId).toBe(deviceId);
        await until(engine, { topic: "timeline", roomId }, (s) =>
            s.rows.some((row) => row.body === "meanwhile" && row.eventId !== null),
        );
    }, 120_000);

    it("waits out errors and garbage without signing anybody out, and is back within 15 s", async () => {
        const answer: { current: Answer } = { current: () => null };
        const engine = await engineBehind(answer);
        await signUp(engine, stack.user("ann"));
        const roomId = await ownRoom(engine);
        const bad = [
            () => json(500, { errcode: "M_UNKNOWN" }),
            () => new Response("<html>sign in to this network</html>", { status: 200 }),
            () => new Response("", { status: 401 }),
            () => json(403, { errcode: "M_FORBIDDEN" }),
        ];
        let turn = 0;
        answer.current = () => bad[turn++ % bad.length]?.() ?? null;
        must(await engine.commands.sendText({ roomId, body: "through it all", html: null, replyTo: null }));
        await until(engine, { topic: "session" }, (s) => s.connection.state === "offline", 40_000);
        await new Promise((resolve) => setTimeout(resolve, 4_000));
        const during = await until(engine, { topic: "session" }, () => true);
        expect(during.phase).toBe("ready");
        answer.current = () => null;
        await until(engine, { topic: "session" }, (s) => s.connection.state === "online", 15_000);
    }, 120_000);

    it("works without sliding sync", async () => {
        const answer: { current: Answer } = {
            current: (input) =>
                input.includes("simplified_msc3575") ? json(404, { errcode: "M_UNRECOGNIZED" }) : null,
        };
        const engine = await engineBehind(answer);
        await signUp(engine, stack.user("abel"));
        const roomId = await ownRoom(engine);
        await sentInto(engine, roomId, "by the old way");
        const rooms = await until(engine, { topic: "rooms" }, (s) => s.rows[0]?.name === "Own");
        expect(rooms.loaded).toBe("all");
    }, 120_000);

    it("is wiped when the server says that the device is gone for good", async () => {
        const answer: { current: Answer } = { current: () => null };
        const engine = await engineBehind(answer);
        await signUp(engine, stack.user("adam"));
        const roomId = await ownRoom(engine);
        await sentInto(engine, roomId, "soon gone");
        answer.current = () => json(401, { errcode: "M_UNKNOWN_TOKEN", soft_logout: false });
        must(await engine.commands.sendText({ roomId, body: "too late", html: null, replyTo: null }));
        const out = await until(engine, { topic: "session" }, (s) => s.phase === "signed-out");
        expect(out).toMatchObject({ userId: null, failure: { kind: "signed-out-by-server", soft: false } });
        expect((await until(engine, { topic: "rooms" }, (s) => s.rows.length === 0)).loaded).toBe("none");
    }, 120_000);

    it("is refused with a wrong password, and leaves nothing behind", async () => {
        const engine = await memoryEngine();
        engines.push(engine);
        const person = stack.user("alice");
        const agency = agencyOf(person);
        must(await engine.commands.start({ agencies: [agency], protection: null }));
        const input = { agencyId: agency.id, user: "alice", password: "wrong", deviceName: "test" };
        expect(await engine.commands.signIn(input)).toEqual({ ok: false, error: { kind: "wrong-password" } });
        const session = await until(engine, { topic: "session" }, (s) => s.phase === "signed-out");
        expect(session).toMatchObject({ userId: null, failure: { kind: "wrong-password" } });
    }, 120_000);
});
