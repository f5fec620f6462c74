import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startTestStack, type TestStack } from "@valise/homeserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPolicyServer, policyKeyFrom } from "../src/index.ts";
import { policyWorld } from "./world.ts";

/** Real homeservers: the foreign ministry's asks its policy server; the defence ministry's finds none and asks by MSC4284. */
describe("a policy server beside Synapse", () => {
    const key = policyKeyFrom(Buffer.alloc(32, 7));
    const nowS = Math.floor(Date.now() / 1000);
    const refused: string[] = [];
    let policy: Server;
    let stack: TestStack;
    let world: Awaited<ReturnType<typeof policyWorld>>;
    let [anna, erin, bob]: Client[] = [];
    let room = "";

    beforeAll(async () => {
        policy = createPolicyServer({
            ...{ serverName: "mfa.example", key, nowS: () => nowS },
            trust: async () => world.trust,
            onRefused: (code) => void refused.push(code),
        }).listen(0, "127.0.0.1");
        await once(policy, "listening");
        const { port } = policy.address() as AddressInfo;
        stack = await startTestStack({
            users: { mfa: ["anna", "erin"], mod: ["bob"] },
            policyUrl: (agency) => `http://127.0.0.1:${agency === "mfa" ? port : 9}`,
        });
        [anna, erin, bob] = await Promise.all(["anna", "erin", "bob"].map((name) => signIn(stack, name)));
        const invite = [erin!.userId, bob!.userId];
        const made = await anna!.call("POST", "/createRoom", { preset: "private_chat", invite });
        room = String(made.body.room_id);
        world = await policyWorld(room, nowS);
        const agencies = [world.community.agency("mfa").urn, world.community.agency("mod").urn];
        const charter = await world.charter(1, { gate: { agencies } });
        expect(await anna!.put(room, "state/org.valise.charter/", charter)).toMatchObject({ status: 200 });
    }, 300_000);
    afterAll(async () => {
        policy?.close();
        policy?.closeAllConnections();
        await stack?.[Symbol.asyncDispose]();
    });

    const forbidden = (code: string) => ({
        status: 403,
        body: { errcode: "M_FORBIDDEN", "org.valise.code": code },
    });

    it("refuses its own people what the charter forbids, with the code", async () => {
        const message = { msgtype: "m.text", body: "in clear" };
        expect(await anna!.put(room, "send/m.room.message/1", message)).toMatchObject(forbidden("POL_MESSAGE_CLEAR"));
        const lower = await world.charter(2, { gate: { lvl: "NP", epoch: 2 } });
        expect(await anna!.put(room, "state/org.valise.charter/", lower)).toMatchObject(forbidden("POL_CHARTER_WIDER"));
        const acl = await anna!.put(room, "state/m.room.encrypted/m.room.server_acl:", { algorithm: "m.megolm" });
        expect(acl).toMatchObject(forbidden("POL_STATE_ENCRYPTED"));
        expect(await anna!.put(room, "send/m.room.encrypted/2", ciphertext)).toMatchObject({ status: 200 });
        expect(refused).toEqual(["POL_MESSAGE_CLEAR", "POL_CHARTER_WIDER", "POL_STATE_ENCRYPTED"]);
    });

    it("lets nobody join a roster room without an admission", async () => {
        expect(await erin!.join(room)).toMatchObject(forbidden("POL_JOIN_ADMISSION"));
        const admission = await world.admission([erin!.userId, bob!.userId]);
        expect(await anna!.put(room, "state/org.valise.admission/roster", admission)).toMatchObject({ status: 200 });
        expect(await erin!.join(room)).toMatchObject({ status: 200 });
    });

    it("signs and refuses for a partner's server, which the room tells to ask", async () => {
        const content = { via: "mfa.example", public_keys: { ed25519: key.publicKey } };
        expect(await anna!.put(room, "state/m.room.policy/", content)).toMatchObject({ status: 200 });
        // The invitation may still be on its way.
        await expect.poll(async () => (await bob!.join(room)).status, { timeout: 30_000 }).toBe(200);
        expect(await bob!.put(room, "send/m.room.encrypted/3", ciphertext)).toMatchObject({ status: 200 });
        const message = { msgtype: "m.text", body: "in clear" };
        expect(await bob!.put(room, "send/m.room.message/4", message)).toMatchObject(forbidden("POL_MESSAGE_CLEAR"));
        // What its own people have sent carries no signature: the partner asks for it when it arrives.
        const sent = await anna!.put(room, "send/m.room.encrypted/5", ciphertext);
        await expect.poll(() => bob!.timeline(room), { timeout: 30_000 }).toContain(sent.body.event_id);
    });

    it("does not stop its own people when it is gone, and does stop partners of rooms that name it", async () => {
        policy.close();
        policy.closeAllConnections();
        const message = { msgtype: "m.text", body: "in clear" };
        expect(await anna!.put(room, "send/m.room.message/6", message)).toMatchObject({ status: 200 });
        const { status } = await bob!.put(room, "send/m.room.encrypted/7", ciphertext);
        expect(status).toBeGreaterThanOrEqual(400);
    });
});

const ciphertext = { algorithm: "m.megolm.v1.aes-sha2", ciphertext: "AwgA", session_id: "s", sender_key: "k" };

interface Answer {
    readonly status: number;
    readonly body: Record<string, unknown>;
}
interface Client {
    readonly userId: string;
    call(method: string, path: string, body?: object): Promise<Answer>;
    put(room: string, path: string, body: object): Promise<Answer>;
    join(room: string): Promise<Answer>;
    timeline(room: string): Promise<readonly unknown[]>;
}

async function signIn(stack: TestStack, name: string): Promise<Client> {
    const { clientUrl, userId, password } = stack.user(name);
    const request = async (method: string, path: string, token?: string, body?: object): Promise<Answer> => {
        const answer = await fetch(`${clientUrl}/_matrix/client/v3${path}`, {
            method,
            ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
            ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const login = { type: "m.login.password", identifier: { type: "m.id.user", user: userId }, password };
    const token = String((await request("POST", "/login", undefined, login)).body.access_token);
    const inRoom = (room: string) => `/rooms/${encodeURIComponent(room)}`;
    return {
        userId,
        call: (method, path, body) => request(method, path, token, body),
        put: (room, path, body) => request("PUT", `${inRoom(room)}/${path}`, token, body),
        join: (room) => request("POST", `${inRoom(room)}/join`, token, {}),
        async timeline(room) {
            const { body } = await request("GET", `${inRoom(room)}/messages?dir=b&limit=20`, token);
            return ((body.chunk ?? []) as { readonly event_id: string }[]).map(({ event_id }) => event_id);
        },
    };
}
