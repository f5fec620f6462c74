import { statSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestStack, type TestStack } from "../src/index.ts";
import { type MatrixClient, request, signIn, until } from "./matrixClient.ts";

let stack: TestStack;
let alice: MatrixClient;
let bob: MatrixClient;
let room: string;

beforeAll(async () => {
    stack = await startTestStack({ users: { mfa: ["alice", "guest.uno"], mod: ["bob"] } });
    alice = await signIn(stack, "alice");
    bob = await signIn(stack, "bob");
    room = await alice.createRoom({ invite: [bob.userId] });
    await bob.join(room);
});
afterAll(() => stack?.[Symbol.asyncDispose]());
afterEach(() => stack.heal());

describe("two agencies", () => {
    it("carry a message each way", async () => {
        await alice.send(room, "to mod");
        await bob.receive(room, "to mod");
        await bob.send(room, "to mfa");
        await alice.receive(room, "to mfa");
    });

    it("make rooms of version 12, encrypted, whose history is for those who have joined", async () => {
        const { body } = await alice.call("GET", `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/state`);
        const state = new Map(
            (body.list as { type: string; content: unknown }[]).map(({ type, content }) => [type, content]),
        );
        expect(state.get("m.room.create")).toMatchObject({ room_version: "12" });
        expect(state.get("m.room.encryption")).toMatchObject({ algorithm: "m.megolm.v1.aes-sha2" });
        expect(state.get("m.room.history_visibility")).toEqual({ history_visibility: "joined" });
    });

    it("leave a creator's own history visibility alone", async () => {
        const content = { history_visibility: "invited" };
        const state = [{ type: "m.room.history_visibility", state_key: "", content }];
        const own = await alice.createRoom({ initial_state: state });
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(own)}/state/m.room.history_visibility/`;
        expect((await alice.call("GET", path)).body).toEqual(content);
    });

    it("speak to no server outside the stack", async () => {
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/invite`;
        const answer = await alice.call("POST", path, { user_id: "@someone:elsewhere.example" });
        expect(answer).toMatchObject({ status: 403, body: { errcode: "M_FORBIDDEN" } });
    });
});

describe("a guest of an agency", () => {
    it("comes where they are invited, makes no room and invites nobody", async () => {
        const guest = await signIn(stack, "guest.uno");
        const made = await guest.call("POST", "/_matrix/client/v3/createRoom", { preset: "private_chat" });
        expect(made).toMatchObject({ status: 403, body: { errcode: "M_FORBIDDEN" } });
        const meeting = await alice.createRoom({
            invite: [guest.userId],
            power_level_content_override: { invite: 0 },
        });
        await guest.join(meeting);
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(meeting)}/invite`;
        expect(await guest.call("POST", path, { user_id: bob.userId })).toMatchObject({ status: 403 });
    });
});

describe("doors", () => {
    it("offer the admin API on its own listener only", async () => {
        const { clientUrl, adminUrl } = stack.agency("mfa");
        const path = "/_synapse/admin/v1/server_version";
        expect((await request(adminUrl + path, "GET", stack.adminToken("mfa"))).status).toBe(200);
        expect((await request(clientUrl + path, "GET", stack.adminToken("mfa"))).status).toBe(404);
        expect((await request(`${clientUrl}/_synapse/admin/v1/register`, "GET")).status).toBe(404);
    });

    it("let nobody register or come in as a guest", async () => {
        const { clientUrl } = stack.agency("mfa");
        for (const kind of ["user", "guest"]) {
            const answer = await request(`${clientUrl}/_matrix/client/v3/register?kind=${kind}`, "POST", undefined, {});
            expect(answer.status).toBe(403);
        }
    });

    it("keep secrets in files of their owner", () => {
        const { adminTokenFile, users } = stack.agency("mfa");
        for (const path of [adminTokenFile, ...users.map((user) => user.passwordFile)]) {
            expect(statSync(path).mode & 0o777).toBe(0o600);
        }
    });

    it("give no control without the token, nor to a web page", async () => {
        const { proxyControlUrl } = stack.ready;
        expect((await fetch(`${proxyControlUrl}/status`)).status).toBe(401);
        const headers = { authorization: "Bearer wrong", origin: "http://127.0.0.1" };
        expect((await fetch(`${proxyControlUrl}/status`, { headers })).status).toBe(401);
    });
});

describe("faults", () => {
    it("a refused link delivers nothing, and within seconds of healing everything", async () => {
        stack.fault("mfa", "mod", { cut: "refuse" });
        await alice.send(room, "while cut");
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        expect(await bob.has(room, "while cut")).toBe(false);
        stack.heal();
        expect(await bob.receive(room, "while cut", 40_000)).toBeLessThan(25_000);
    });

    it("a black hole holds what is under way and lets it go when healed", async () => {
        stack.fault("mfa", "mod", { cut: "blackhole" });
        await alice.send(room, "into the hole");
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        expect(await bob.has(room, "into the hole")).toBe(false);
        stack.heal();
        await bob.receive(room, "into the hole", 40_000);
    });

    it("one way may be cut while the other works", async () => {
        stack.fault("mfa", "mod", { cut: "blackhole" });
        await bob.send(room, "against the stream");
        await alice.receive(room, "against the stream");
    });

    it("delay comes on top of what a message takes", async () => {
        await alice.send(room, "warm");
        await bob.receive(room, "warm");
        stack.fault("mfa", "mod", { delayMs: 700 });
        await alice.send(room, "late");
        expect(await bob.receive(room, "late")).toBeGreaterThan(600);
    });

    it("a throttled link takes as long as its bytes", async () => {
        stack.fault("mfa", "mod", { bytesPerSecond: 4_000 });
        const long = "x".repeat(12_000);
        await alice.send(room, long);
        const tookMs = await bob.receive(room, long, 60_000);
        expect(tookMs).toBeGreaterThan(2_500);
        expect(tookMs).toBeLessThan(15_000);
    });

    it("a killed server comes back with what it had, and its partner goes on", async () => {
        await stack.kill("mod");
        expect(await stack.isHealthy("mod")).toBe(false);
        await alice.send(room, "to a dead server");
        expect((await stack.start("mod")).ok).toBe(true);
        await bob.receive(room, "to a dead server", 60_000);
        await bob.send(room, "alive");
        await alice.receive(room, "alive", 60_000);
    });

    it("a paused server answers again when resumed", async () => {
        stack.pause("mod");
        expect(stack.status().agencies.find(({ id }) => id === "mod")?.state).toBe("paused");
        expect(await stack.isHealthy("mod")).toBe(false);
        stack.resume("mod");
        await until(() => stack.isHealthy("mod"), 10_000);
    });
});
