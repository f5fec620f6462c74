import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { unwrap } from "@valise/base";
import type { RoomId, UserId } from "@valise/bridge";
import { type ClaimName, gateNonce, parseCredential, presentClaims } from "@valise/clearance";
import { startTestStack, type TestStack } from "@valise/homeserver";
import { createNodeEngine, type NodeEngine } from "@valise/matrix/node";
import { join, memoryEngine, must, row, say, saying, sent, signUp, until } from "@valise/matrix/testing";
import type { TestCommunity } from "@valise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LibolmClient } from "../interop/libolmClient.ts";
import { signInPlain } from "../interop/matrixHttp.ts";
import { type RealCommunity, startCommunity } from "../support/realCommunity.ts";

/** Each of these is in the room with a client that is not ours; `code` says why it may not read. */
const barred = [
    { name: "uma", who: "shows no clearance", code: "ATT_MISSING" },
    { name: "low", who: "is cleared for less", code: "ATT_INSUFFICIENT" },
    { name: "eve", who: "shows an expired attestation", code: "ATT_EXPIRED" },
    { name: "rob", who: "is revoked", code: "ATT_REVOKED" },
    { name: "sue", who: "is suspended", code: "ATT_SUSPENDED" },
    { name: "max", who: "has another identity than the attested one", code: "ATT_MXK" },
    { name: "ines", who: "is of an agency that is none of the room's", code: "ADM_AGENCY" },
] as const;
type Barred = (typeof barred)[number]["name"] | "nora" | "wes";

let stack: TestStack;
let real: RealCommunity;
let alice: NodeEngine;
let bob: NodeEngine;
let roomId: RoomId;
/** Open to everybody cleared, without a roster; whoever else is in it was put there by a homeserver's administrator. */
let clearedRoom: RoomId;
const clients = new Map<string, LibolmClient>();
const folder = mkdtempSync(joinPath(tmpdir(), "valise-gate-"));
const storeKey = new Uint8Array(randomBytes(32));
const HOUR_S = 3_600;
/** Places in the list of mod. */
const revoked: number[] = [];
const suspended: number[] = [];
let listSeq = 18;

const idOf = (name: string) => stack.user(name).userId as UserId;
const client = (name: string): LibolmClient => {
    const found = clients.get(name);
    if (found === undefined) throw new Error(`no client of ${name}`);
    return found;
};

async function startClient(name: string): Promise<void> {
    const { clientUrl, userId, password } = stack.user(name);
    clients.set(name, await LibolmClient.start(await signInPlain(clientUrl, userId, password), password));
}

/**
 * Shows the room what `wish` attests; answers where the attestation stands in its list. `first` happens before it is shown,
 * and after it was signed: whoever is to be revoked, or of another identity, must not stand as cleared meanwhile.
 */
async function present(
    name: string,
    wish: Partial<Parameters<TestCommunity["attest"]>[0]> = {},
    first: (idx: number) => Promise<void> = async () => {},
    room: RoomId = roomId,
): Promise<number> {
    const who = client(name);
    const { userId } = who.http;
    const state = `/rooms/${encodeURIComponent(room)}/state`;
    const { payload } = await who.http.call("GET", `${state}/org.valise.charter/`);
    const charter = JSON.parse(Buffer.from(String(payload), "base64url").toString()) as { gate: string };
    const { text, status } = await real.community.attest({ masterKey: who.masterKey, ...wish, userId });
    const credential = unwrap(parseCredential(text));
    const nonce = await gateNonce(real.community.crypto, charter.gate);
    const level: ClaimName = wish.want === undefined ? "lvl:DR" : "lvl:NP";
    const show = { disclose: [level], audience: room, nonce, signedAtS: Math.floor(Date.now() / 1000) };
    const shown = await presentClaims(
        credential,
        show,
        async (input) => who.signAsMaster(input),
        real.community.crypto,
    );
    await first(status.idx);
    const path = `${state}/org.valise.clearance/${encodeURIComponent(userId)}`;
    await who.http.call("PUT", path, { presentation: unwrap(shown) });
    return status.idx;
}

beforeAll(async () => {
    const mod = ["notary", "bob", "greta", "wes", ...barred.map(({ name }) => name).filter((name) => name !== "ines")];
    const users = { mfa: ["notary", "alice", "nora"], mod, intel: ["notary", "ines"] };
    stack = await startTestStack({ agencies: 3, users });
    real = await startCommunity(stack, ["mfa", "mod", "intel"]);
    alice = await createNodeEngine({ profileDir: folder, storeKey });
    bob = await memoryEngine();
    await Promise.all([
        signUp(alice, stack.user("alice"), real.configOf(idOf("alice"))),
        signUp(bob, stack.user("bob"), real.configOf(idOf("bob"))),
        ...["greta", "wes", "nora", ...barred.map(({ name }) => name)].map(startClient),
    ]);
    await real.clear(alice, idOf("alice"), { roles: ["CHARTER"] });
    await real.clear(bob, idOf("bob"));
    const invite = ["bob", "greta", ...barred.map(({ name }) => name)].map(idOf);
    const wish = {
        name: "Evacuation",
        topic: null,
        invite,
        kind: "room",
        label: "FR/DR",
        admission: "roster",
    } as const;
    const made = must(await alice.commands.createRoom({ ...wish, agencies: ["mfa", "mod"] }));
    expect(made.notInvited ?? []).toEqual([]);
    roomId = made.roomId;
    await join(bob, roomId);
    // The first time these agencies ask for it, the person is asked.
    const { rows } = await until(bob, { topic: "clearance" }, (own) => own.rows.length > 0);
    expect(rows[0]?.claims).toEqual(["lvl:DR"]);
    must(await bob.commands.answerPresentation({ roomId, allow: true }));
    await Promise.all(["greta", ...barred.map(({ name }) => name)].map((name) => client(name).join(roomId)));
    const open = {
        ...wish,
        name: "All who are cleared",
        invite: ["bob", "greta"].map(idOf),
        admission: "cleared",
    } as const;
    clearedRoom = must(await alice.commands.createRoom({ ...open, agencies: ["mfa", "mod"] })).roomId;
    await Promise.all([join(bob, clearedRoom), client("greta").join(clearedRoom)]);
    await addByAdmin(
        barred.map(({ name }) => name),
        clearedRoom,
    );
    for (const room of [roomId, clearedRoom]) await presentAll(room);
    // Signed for both rooms by the attested identity, shown by the next one.
    const replaced = () => client("max").replaceIdentity(stack.user("max").password);
    await present("max", {}, async () => void (await present("max", {}, replaced, clearedRoom)));
});

/** Each shows the room what there is to show: `uma` nothing, `max` later. */
async function presentAll(room: RoomId): Promise<void> {
    const nowS = Math.floor(Date.now() / 1000);
    const listed = (places: number[]) => async (idx: number) => {
        places.push(idx);
        await real.publish("mod", { seq: ++listSeq, revoked, suspended });
    };
    const none = async () => {};
    await present("greta", {}, none, room);
    await present("low", { want: "FR/NP" }, none, room);
    await present("eve", { issuedAtS: nowS - 2 * HOUR_S, expiresAtS: nowS - HOUR_S }, none, room);
    await present("rob", {}, listed(revoked), room);
    await present("sue", {}, listed(suspended), room);
    await present("ines", {}, none, room);
}
afterAll(async () => {
    await Promise.all([alice?.close(), bob?.close()]);
    for (const each of clients.values()) each[Symbol.dispose]();
    await stack?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
});

const gate = (wanted: GateWish, timeoutMs = 30_000, room = roomId) =>
    until(alice, { topic: "gate", roomId: room }, wanted, timeoutMs);
type GateWish = Parameters<typeof until<{ topic: "gate"; roomId: RoomId }>>[2];
const bodiesOf = async (name: string, room = roomId) =>
    (await client(name).receive(room)).map(({ content }) => (content as { body?: string }).body);

/** Nothing reached the device that could be a key, and it was told why. */
async function expectNoKey(name: Barred, code: string): Promise<void> {
    expect(await bodiesOf(name)).toEqual([]);
    expect({ keys: client(name).roomKeyCount, sealed: client(name).sealedCount }).toEqual({ keys: 0, sealed: 0 });
    await expect
        .poll(
            async () => {
                await bodiesOf(name);
                return client(name).withheldReasons;
            },
            { timeout: 10_000 },
        )
        .toContain(code);
}

describe("in a labelled room", () => {
    it("the sender sees who will not read and why, and nothing leaves until that is confirmed", async () => {
        const wanted = new Map<string, string>(barred.map(({ name, code }) => [idOf(name), code]));
        const { rows, toConfirm } = await gate(
            ({ state, rows: all }) =>
                state === "ready" &&
                all.every(({ userId, code }) => code === (wanted.get(userId) ?? null)) &&
                all.filter(({ reads }) => reads).length === 3,
        );
        expect(rows.length).toBe(wanted.size + 3);
        expect([...(toConfirm ?? [])].sort()).toEqual([...wanted.keys()].sort());
        await say(alice, roomId, "one");
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        expect((await row(alice, roomId, saying("one"))).send?.state).toBe("queued");
        must(await alice.commands.confirmReaders({ roomId }));
        await sent(alice, roomId, "one");
        await row(bob, roomId, saying("one"));
        await expect.poll(() => bodiesOf("greta")).toContain("(DR) one");
    });

    it.each(barred)("$name, who $who, gets no key and no ciphertext, and is told so", async ({ name, code }) => {
        await expectNoKey(name, code);
    });

    it("a member that a homeserver adds by itself gets none, whatever it shows", async () => {
        await addByAdmin(["nora"], roomId);
        await present("nora");
        await gate(({ toConfirm }) => toConfirm?.includes(idOf("nora")) === true);
        await gate(({ rows }) => rows.some(({ userId, code }) => userId === idOf("nora") && code === "ADM_MISSING"));
        await say(alice, roomId, "two");
        must(await alice.commands.confirmReaders({ roomId }));
        await sent(alice, roomId, "two");
        await row(bob, roomId, saying("two"));
        await expectNoKey("nora", "ADM_MISSING");
    });

    it("nor does any of them in a room for all who are cleared, into which homeservers have put them", async () => {
        const wanted = new Map<string, string>(barred.map(({ name, code }) => [idOf(name), code]));
        const { rows } = await gate(
            ({ state, rows: all }) =>
                state === "ready" &&
                all.every(({ userId, code }) => code === (wanted.get(userId) ?? null)) &&
                [...wanted.keys()].every((userId) => all.some((each) => each.userId === userId)),
            60_000,
            clearedRoom,
        );
        expect(rows.filter(({ reads }) => reads).map(({ userId }) => userId)).toEqual(
            ["alice", "bob", "greta"].map(idOf),
        );
        await say(alice, clearedRoom, "to the cleared");
        must(await alice.commands.confirmReaders({ roomId: clearedRoom }));
        await sent(alice, clearedRoom, "to the cleared");
        await row(bob, clearedRoom, saying("to the cleared"));
        await expect.poll(() => bodiesOf("greta", clearedRoom)).toContain("(DR) to the cleared");
        for (const { name, code } of barred) await expectNoKey(name, code);
    });

    it("an invitation hands out nothing, and admits whom it names", async () => {
        must(await alice.commands.invite({ roomId, userIds: [idOf("wes")] }));
        await client("wes").join(roomId);
        await gate(({ toConfirm }) => toConfirm?.includes(idOf("wes")) === true);
        await say(alice, roomId, "three");
        must(await alice.commands.confirmReaders({ roomId }));
        await sent(alice, roomId, "three");
        await expectNoKey("wes", "ATT_MISSING");
        await present("wes");
        await gate(({ rows }) => rows.some(({ userId, reads }) => userId === idOf("wes") && reads));
        await say(alice, roomId, "four");
        await sent(alice, roomId, "four");
        await expect.poll(() => bodiesOf("wes")).toEqual(["(DR) four"]);
    });

    it("after a restart it is all the same, and nobody is asked again", async () => {
        await alice.close();
        alice = await createNodeEngine({ profileDir: folder, storeKey });
        const { userId, clientUrl } = stack.user("alice");
        const { trust = null, agency } = real.configOf(userId);
        const config = { id: "mfa.example", name: "MFA", serverName: "mfa.example", clientUrl, ...agency };
        must(await alice.commands.start({ agencies: [config], trust, protection: null }));
        await say(alice, roomId, "five");
        await sent(alice, roomId, "five");
        await row(bob, roomId, saying("five"));
        await expect.poll(() => bodiesOf("greta")).toContain("(DR) five");
        await say(alice, clearedRoom, "five as well");
        await sent(alice, clearedRoom, "five as well");
        await row(bob, clearedRoom, saying("five as well"));
        for (const name of [...barred.map((each) => each.name), "nora"]) {
            expect(await bodiesOf(name)).toEqual([]);
            expect({ keys: client(name).roomKeyCount, sealed: client(name).sealedCount }).toEqual({
                keys: 0,
                sealed: 0,
            });
        }
    });

    it("no bundle of keys was ever uploaded for anybody", async () => {
        const path = `/_synapse/admin/v1/users/${encodeURIComponent(idOf("alice"))}/media`;
        expect(await askAdmin("GET", path)).toMatchObject({ total: 0 });
    });

    it("somebody revoked between two messages reads the first and not the second", async () => {
        const idx = await present("greta");
        await gate(({ rows }) => rows.some(({ userId, reads }) => userId === idOf("greta") && reads));
        await real.publish("mod", { seq: ++listSeq, revoked: [...revoked, idx], suspended });
        await gate(({ toConfirm }) => toConfirm?.includes(idOf("greta")) === true);
        must(await alice.commands.confirmReaders({ roomId }));
        const keys = client("greta").roomKeyCount;
        await say(alice, roomId, "six");
        const eventId = await sent(alice, roomId, "six");
        await row(bob, roomId, saying("six"));
        expect(await bodiesOf("greta")).not.toContain("(DR) six");
        expect(client("greta").roomKeyCount).toBe(keys);
        const reach = must(await alice.commands.spillReach({ roomId, eventId: eventId as never }));
        expect(reach.readers.map(({ userId }) => userId).sort()).toEqual([idOf("bob"), idOf("wes")].sort());
    });

    it("a raised label asks again for what it needs, and whoever belonged still belongs", async () => {
        const drafted = must(await alice.commands.draftCharter({ roomId, label: "FR/S", agencies: null }));
        expect(drafted.needsRelease).toBe(false);
        const { payload, audience } = drafted;
        const signing = { kind: "charter", audience, payload, role: "CHARTER" };
        const { presentation } = must(await alice.commands.signStatement(signing));
        const statement = { kind: "charter", payload, by: [presentation] };
        must(await alice.commands.publishStatement({ roomId, statement }));
        // More than was shown to these agencies: each person is asked again.
        for (const engine of [alice, bob]) {
            const asks = ({ mine }: { mine: { ask: readonly string[] | null } }) =>
                mine.ask?.includes("lvl:S") === true;
            await until(engine, { topic: "gate", roomId }, asks);
            must(await engine.commands.answerPresentation({ roomId, allow: true }));
        }
        const reads = new Set([idOf("alice"), idOf("bob")]);
        const { marking, seq } = await gate(
            ({ state, rows }) =>
                state === "ready" && rows.every((each) => each.reads === reads.has(each.userId as never)),
        );
        expect({ label: marking?.label, seq }).toEqual({ label: "FR/S", seq: 2 });
        must(await alice.commands.confirmReaders({ roomId }));
        await say(alice, roomId, "seven");
        await sent(alice, roomId, "seven");
        await row(bob, roomId, saying("seven"));
        expect(await bodiesOf("wes")).not.toContain("(S) seven");
    });
});

async function askAdmin(method: "GET" | "POST", path: string, body?: object): Promise<Record<string, unknown>> {
    const { adminUrl, clientUrl } = stack.agency("mfa");
    const response = await fetch(new URL(path, path.startsWith("/_matrix") ? clientUrl : adminUrl), {
        method,
        headers: { "content-type": "application/json", authorization: `Bearer ${stack.adminToken("mfa")}` },
        ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
}

/** As the administrator of a server does it: makes itself one of the room's, puts people in, and goes; partners join theirs. */
async function addByAdmin(names: readonly string[], room: RoomId): Promise<void> {
    const at = encodeURIComponent(room);
    await askAdmin("POST", `/_synapse/admin/v1/rooms/${at}/make_room_admin`, {});
    await askAdmin("POST", `/_matrix/client/v3/join/${at}`, {});
    for (const name of names) {
        const userId = idOf(name);
        if (userId.endsWith(":mfa.example")) {
            await askAdmin("POST", `/_synapse/admin/v1/join/${at}`, { user_id: userId });
            continue;
        }
        await askAdmin("POST", `/_matrix/client/v3/rooms/${at}/invite`, { user_id: userId });
        await client(name).join(room);
    }
    await askAdmin("POST", `/_matrix/client/v3/rooms/${at}/leave`, {});
}
