import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClearanceSnapshot } from "@valise/bridge";
import { verifyStatement } from "@valise/clearance";
import { readRegister } from "@valise/clearance/desk";
import { startTestStack } from "@valise/homeserver";
import {
    buildCommunity,
    clearPerson,
    type PublishedCommunity,
    publishCommunity,
    type TestCommunity,
} from "@valise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNodeEngine, type NodeEngine } from "../src/node/index.ts";
import { agencyOf, memoryEngine, must, signIn, signUp, type TestPerson, until } from "../src/testing/engines.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;
let community: TestCommunity;
let published: PublishedCommunity;
const engines: NodeEngine[] = [];
const profileDir = mkdtempSync(join(tmpdir(), "valise-profile-"));
const storeKey = new Uint8Array(randomBytes(32));
const clearance = { topic: "clearance" } as const;
let alice: NodeEngine;
let recoveryCode: string;
const ALICE = "@alice:mfa.example";
const OFFICER = "@oscar:mfa.example";

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2, users: { mfa: ["alice", "oscar"], mod: ["bob"] } });
    community = await buildCommunity(Math.floor(Date.now() / 1000));
    const servers = ["mfa", "mod"].map((id) => {
        return { id, clientUrl: stack.agency(id).clientUrl, token: stack.adminToken(id) };
    });
    published = await publishCommunity(community, servers);
    alice = await aliceAgain();
    recoveryCode = await signUp(alice, stack.user(ALICE), published.configured("mfa", [OFFICER]));
}, 300_000);

afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.close()));
    await stack[Symbol.asyncDispose]();
    rmSync(profileDir, { recursive: true, force: true });
}, 120_000);

const kept = (engine: NodeEngine) => {
    engines.push(engine);
    return engine;
};
const aliceAgain = async () => kept(await createNodeEngine({ profileDir, storeKey }));

/** Something for them to synchronize. */
async function wake(userId: string): Promise<void> {
    const url = `${stack.agency("mfa").clientUrl}/_matrix/client/v3/sendToDevice/m.dummy/${globalThis.crypto.randomUUID()}`;
    const body = JSON.stringify({ messages: { [userId]: { "*": {} } } });
    const headers = { authorization: `Bearer ${stack.adminToken("mfa")}` };
    expect((await fetch(url, { method: "PUT", headers, body })).status).toBe(200);
}

const startAgain = async (engine: NodeEngine) => {
    const { agency, trust } = published.configured("mfa", [OFFICER]);
    const agencies = [{ ...agencyOf(stack.user(ALICE)), ...agency }];
    must(await engine.commands.start({ agencies, trust, protection: null }));
};

describe("trust data", () => {
    it("comes from the agency's trust room, which is joined by itself and listed nowhere", async () => {
        const { trust } = await until(alice, clearance, (s) => s.trust.lists.length === 2);
        expect(trust).toMatchObject({ state: "ok", code: null, bundleSeq: 5 });
        expect(trust.lists.map(({ agency }) => agency).sort()).toEqual(["Foreign Ministry", "Ministry of Defence"]);
        const rooms = await until(alice, { topic: "rooms" }, (s) => s.loaded === "all");
        expect(rooms.rows).toEqual([]);
    }, 60_000);

    it("comes as well from a server without sliding sync, to a device that is not recovered yet", async () => {
        const unrecognized = JSON.stringify({ errcode: "M_UNRECOGNIZED", error: "" });
        const plain = async (input: string, init: RequestInit) =>
            input.includes("simplified_msc3575") ? new Response(unrecognized, { status: 404 }) : fetch(input, init);
        const device = kept(await memoryEngine({ fetch: plain }));
        await signIn(device, stack.user(ALICE), published.configured("mfa"));
        const { trust } = await until(device, clearance, (s) => s.trust.lists.length === 2);
        expect(trust).toMatchObject({ state: "ok", code: null, bundleSeq: 5 });
        must(await device.commands.signOut({}));
    }, 60_000);

    it("goes forward with what is published, and never back", async () => {
        await published.publishBundle(await community.bundle({ seq: 6 }));
        await until(alice, clearance, (s) => s.trust.bundleSeq === 6);
        await published.publishBundle(await community.bundle({ seq: 5 }));
        const after = await until(alice, clearance, (s) => s.trust.code !== null);
        expect(after.trust).toMatchObject({ state: "ok", code: "TRUST_ROLLBACK", bundleSeq: 6 });
        await published.publishBundle(await community.bundle({ seq: 7 }));
        await until(alice, clearance, (s) => s.trust.bundleSeq === 7 && s.trust.code === null);
    }, 60_000);
});

describe("one's own clearance", () => {
    it("refuses another person's and one for another identity", async () => {
        const masterKey = (await community.holder(ALICE)).masterKey;
        const foreign = await community.attest({ userId: ALICE, masterKey });
        const refused = await alice.commands.installClearance({ text: foreign.text });
        expect(refused).toEqual({ ok: false, error: { kind: "refused", code: "ATT_MXK" } });
        const ben = await community.holder("@ben:mfa.example");
        const other = await alice.commands.installClearance({ text: ben.credentialText });
        expect(other).toEqual({ ok: false, error: { kind: "refused", code: "ATT_SUBJECT" } });
        expect((await until(alice, clearance, () => true)).state).toBe("none");
    }, 60_000);

    it("is asked of the officers, decided at the officer's desk, and comes sealed", async () => {
        const deskKey = globalThis.crypto.getRandomValues(new Uint8Array(32));
        const link = { isBad: false, lostCount: 0 };
        const overBadLink = async (input: string, init: RequestInit) => {
            if (!link.isBad || !input.includes("/keys/query")) return fetch(input, init);
            link.lostCount += 1;
            throw new DOMException("took too long", "AbortError");
        };
        const oscar = kept(await memoryEngine({ deskKey, fetch: overBadLink }));
        await signUp(oscar, stack.user(OFFICER), published.configured("mfa", [OFFICER]));
        await until(oscar, clearance, (s) => s.trust.lists.length === 2);
        const passphrase = "correct horse battery staple";
        const files = await community.officerFiles("mfa", passphrase);
        must(await oscar.commands.openDesk({ ...files, passphrase, register: null, keptBy: "keystore" }));
        must(await oscar.commands.lockDesk({}));
        await until(oscar, { topic: "desk" }, (s) => s.state === "locked" && s.keptBy === "keystore");
        deskKey[0] = (deskKey[0] ?? 0) ^ 1;
        const otherKeystore = await oscar.commands.unlockDesk({ passphrase: null });
        expect(otherKeystore).toMatchObject({ error: { code: "DESK_KEYSTORE" } });
        deskKey[0] = (deskKey[0] ?? 0) ^ 1;
        must(await oscar.commands.unlockDesk({ passphrase: null }));
        must(await oscar.commands.openDesk({ ...files, passphrase, register: null }));
        const request = { want: "FR/S REL=FRA", roles: ["CHARTER"], note: "posted to the cell" };
        // Whose device asks cannot be looked up just then: it is neither believed nor lost.
        link.isBad = true;
        must(await alice.commands.requestClearance(request));
        await expect.poll(() => link.lostCount, { timeout: 20_000 }).toBe(1);
        await wake(OFFICER);
        await expect.poll(() => link.lostCount, { timeout: 20_000 }).toBeGreaterThan(1);
        expect(await until(oscar, { topic: "desk" }, () => true)).toMatchObject({ requests: [] });
        link.isBad = false;
        await wake(OFFICER);
        const { identityCode } = await until(
            alice,
            clearance,
            (s) => s.state === "requested" && s.identityCode !== null,
        );
        const asked = await until(oscar, { topic: "desk" }, (s) => s.requests.length === 1);
        expect(asked).toMatchObject({ state: "open", isOfficer: true, limits: { policy: "FR" }, rows: [] });
        expect(asked.requests).toMatchObject([{ ...request, userId: ALICE, marking: { label: "FR/S" }, holds: null }]);

        const answer = {
            userId: ALICE,
            want: request.want,
            roles: request.roles,
            days: 30,
            requestId: null,
            dryRun: false,
        };
        const decide = async (code: string | null) => {
            const made = await oscar.commands.issueClearance({ ...answer, identityCode: code });
            return made.ok ? made.value : made.error;
        };
        expect(await decide(null)).toEqual({ kind: "refused", code: "identity-code-missing" });
        const { identityCode: other } = await until(oscar, clearance, (s) => s.identityCode !== null);
        expect(await decide(other)).toEqual({ kind: "refused", code: "identity-differs" });
        expect(await decide(identityCode)).toMatchObject({ identity: "checked", deviceIds: [expect.any(String)] });

        const held = await until(alice, clearance, (s) => s.state === "held");
        expect(held).toMatchObject({ code: null, agency: "Foreign Ministry" });
        expect(held.claims).toEqual(expect.arrayContaining(["lvl:DR", "lvl:S", "cat:REL.FRA", "role:CHARTER"]));
        expect(held.marking?.label).toBe("FR/S");
        await deskAfter(oscar, identityCode, passphrase);
    }, 120_000);

    it("signs with the master key what every client of the community verifies", async () => {
        const payload = Buffer.from(JSON.stringify({ iat: Math.floor(Date.now() / 1000) })).toString("base64url");
        const draft = { kind: "charter", audience: "!room:mfa.example", payload };
        const { presentation } = must(await alice.commands.signStatement({ ...draft, role: "CHARTER" }));
        const statement = { kind: "charter", payload, by: [presentation] };
        const context = await community.context({ lists: [await community.list("mfa")] });
        const read = must(await verifyStatement(statement, "charter", draft.audience, context));
        expect(read.by).toMatchObject([{ sub: ALICE, roles: ["CHARTER"] }]);
        const request = {
            id: "c1",
            kind: "charter",
            role: "CHARTER",
            audience: draft.audience,
            signers: 1,
            summary: "",
        };
        const asked = JSON.stringify({ version: 1, requests: [{ ...request, payload: {} }], signed: [] });
        const { text } = must(await alice.commands.signRequest({ text: asked, id: "c1" }));
        const [filed] = JSON.parse(text).signed;
        expect(must(await verifyStatement(filed, "charter", draft.audience, context)).by).toMatchObject([
            { sub: ALICE },
        ]);
        const again = await alice.commands.signRequest({ text, id: "c1" });
        expect(again).toEqual({ ok: false, error: { kind: "refused", code: "STM_SIGNERS" } });
        const asOther = await alice.commands.signStatement({ ...draft, role: "GLASS" });
        expect(asOther).toEqual({ ok: false, error: { kind: "refused", code: "ATT_INSUFFICIENT" } });
    }, 60_000);

    it("is held after a restart, as is what may not be set back, and on a further device once that is recovered", async () => {
        await alice.close();
        alice = await aliceAgain();
        await startAgain(alice);
        const held = await until(alice, clearance, (s) => s.state === "held");
        expect(held.trust).toMatchObject({ state: "ok", bundleSeq: 7 });
        await published.publishBundle(await community.bundle({ seq: 6 }));
        const refused = await until(alice, clearance, (s) => s.trust.code !== null);
        expect(refused.trust).toMatchObject({ code: "TRUST_ROLLBACK", bundleSeq: 7 });
        await published.publishBundle(await community.bundle({ seq: 8 }));

        const second = kept(await memoryEngine());
        await signIn(second, stack.user(ALICE), published.configured("mfa", [OFFICER]));
        await until(second, { topic: "session" }, (s) => s.phase === "verify-needed");
        expect((await until(second, clearance, (s) => s.trust.state === "ok")).state).toBe("none");
        must(await second.commands.recover({ code: recoveryCode }));
        const there = await until(second, clearance, (s) => s.state === "held");
        expect(there.claims).toEqual(held.claims);

        // Not an officer of the configuration, whatever it hands over.
        const [identity] = must(await second.commands.readIdentities({ userIds: [ALICE as never] }));
        const masterKey = identity?.masterKey ?? "";
        const unasked = await community.attest({ userId: ALICE, masterKey, want: "FR/TS" });
        must(await second.commands.deliverClearance({ text: unasked.text }));
    }, 120_000);

    it("stops counting when the agency's list revokes it", async () => {
        const levels = new Set<string | null | undefined>();
        using _watched = alice.subscribe(clearance, (s) => levels.add(s.marking?.label));
        const issuedAtS = Math.floor(Date.now() / 1000);
        const { idx } = await clearPerson(alice, community, { userId: ALICE, want: "FR/DR", issuedAtS });
        await until(alice, clearance, (s) => s.marking?.label === "FR/DR");
        await published.publishList("mfa", await community.list("mfa", { seq: 11, revoked: [idx] }));
        const after = await until(alice, clearance, (s) => s.state === "refused");
        expect(after.code).toBe("ATT_REVOKED");
        expect([...levels]).toEqual(["FR/S", "FR/DR"]);
    }, 60_000);
});

it("a peer who withholds keys for want of a newer list is handed it, past the servers' trust rooms", async () => {
    const bob = kept(await memoryEngine());
    await signUp(bob, stack.user("bob"), published.configured("mod"));
    const issuedAtS = Math.floor(Date.now() / 1000);
    await published.publishList("mfa", await community.list("mfa", { seq: 12, issuedAtS }), "mfa");
    const hasIt = (s: ClearanceSnapshot) => s.trust.lists.some(({ issuedAtMs }) => issuedAtMs === issuedAtS * 1000);
    await until(alice, clearance, hasIt);
    expect(hasIt(await until(bob, clearance, (s) => s.trust.lists.length === 2))).toBe(false);
    await withhold(stack.user("bob"), ALICE, "ATT_STATUS_STALE");
    await until(bob, clearance, hasIt);
}, 60_000);

/** The officer's desk once one person is cleared: what it shows, keeps, and asks a passphrase for. */
async function deskAfter(oscar: NodeEngine, attestedCode: string | null, passphrase: string): Promise<void> {
    const desk = { topic: "desk" } as const;
    const issued = await until(oscar, desk, (s) => s.rows.length === 1 && s.rows[0]?.attestedCode !== "");
    expect(issued).toMatchObject({ requests: [], rows: [{ userId: ALICE, status: "valid", attestedCode }] });
    const day = "2020-01-14";
    const file = `user,clearance,until\n${ALICE},FR/S REL=FRA,\n@nobody:mfa.example,FR/NP,\n@late:mfa.example,FR/NP,${day}\n`;
    const read = must(await oscar.commands.readWishes({ text: file.replace("FR/S REL=FRA", '"FR/S REL=FRA"') }));
    if (read.kind !== "rows") throw new Error(read.reason);
    const outcomes = must(await oscar.commands.issueClearances({ rows: read.rows, days: 30, dryRun: true }));
    expect(outcomes.map(({ code, identity }) => [code, identity])).toEqual([
        [null, "checked"],
        ["no-identity", null],
        ["until-past", null],
    ]);
    must(await oscar.commands.changeStanding({ userId: ALICE as never, act: "suspended", reason: "leave" }));
    // The test's trust room lets only its maker write: the act waits, and is shown to wait.
    await until(oscar, desk, (s) => s.rows[0]?.status === "suspended" && s.actsWaiting);
    must(await oscar.commands.changeStanding({ userId: ALICE as never, act: "reinstated", reason: "" }));
    const { text, head } = must(await oscar.commands.readRegister({}));
    const register = must(await readRegister(text, community.crypto));
    expect(register.digests.at(-1)).toBe(head);
    expect(register.entries.map(({ event }) => event.kind)).toEqual([
        "identity-alarm",
        "issued",
        "suspended",
        "reinstated",
    ]);
    expect(must(await oscar.commands.checkIdentities({}))).toEqual({ changed: [] });
    await until(oscar, desk, (s) => s.identitiesCheckedAtMs !== null);
    const log = must(await oscar.commands.listRegister({ before: null, limit: 2 }));
    expect([log.rows.map(({ kind }) => kind), log.more]).toEqual([["reinstated", "suspended"], true]);
    await reportsSpill(oscar);
    must(await oscar.commands.lockDesk({}));
    expect(await oscar.commands.readRegister({})).toMatchObject({ error: { code: "DESK_LOCKED" } });
    const wrong = await oscar.commands.unlockDesk({ passphrase: `${passphrase}!` });
    expect(wrong).toMatchObject({ error: { code: "DESK_PASSPHRASE" } });
    must(await oscar.commands.unlockDesk({ passphrase }));
    await until(oscar, desk, (s) => s.state === "open" && s.rows[0]?.status === "valid");
}

/** Who was given the key of a message reaches the desk by the sender's report; the officer reads the trust data as well. */
async function reportsSpill(oscar: NodeEngine): Promise<void> {
    const { roomId } = must(
        await alice.commands.createRoom({ name: "Draft", topic: null, invite: [OFFICER as never], kind: "room" }),
    );
    await until(oscar, { topic: "rooms" }, (s) => s.rows.some((row) => row.roomId === roomId));
    must(await oscar.commands.joinRoom({ roomId }));
    await until(alice, { topic: "members", roomId }, (s) =>
        s.rows.some(({ userId, membership }) => userId === OFFICER && membership === "join"),
    );
    must(await alice.commands.sendText({ roomId, body: "Two names", html: null, replyTo: null }));
    const timeline = await until(alice, { topic: "timeline", roomId }, (s) => s.rows.some((row) => isSent(row)));
    const eventId = timeline.rows.find((row) => isSent(row))?.eventId ?? null;
    if (eventId === null) throw new Error("not sent");
    must(await alice.commands.reportSpill({ roomId, eventId, label: null, note: "wrong room" }));
    const desk = { topic: "desk" } as const;
    const { spills } = await until(oscar, desk, (s) => s.spills.length === 1);
    expect(spills).toMatchObject([
        { userId: ALICE, roomId, eventId, note: "wrong room", known: true, readers: [{ userId: OFFICER }] },
    ]);
    expect(JSON.stringify(spills)).not.toContain("Two names");
    must(await oscar.commands.closeSpill({ id: spills[0]?.id ?? "" }));
    await until(oscar, desk, (s) => s.spills[0]?.closedAtMs !== null);
    expect(await oscar.commands.closeSpill({ id: spills[0]?.id ?? "" })).toMatchObject({
        error: { kind: "not-found" },
    });
    const shown = must(await oscar.commands.readTrust({}));
    expect(shown).toMatchObject({ seq: 7, threshold: 2, signedBy: [expect.any(String), expect.any(String)] });
    expect(shown.agencies.map(({ name }) => name)).toContain("Foreign Ministry");
    expect(shown.agencies.flatMap(({ lists }) => lists).some(({ issuedAtMs }) => issuedAtMs !== null)).toBe(true);
    expect(shown.policies.every(({ known }) => known)).toBe(true);
}

const isSent = (row: { kind: string; eventId: string | null }) => row.kind === "text" && row.eventId !== null;

/** What a client of ours sends beside a message whose key it keeps back. */
async function withhold(person: TestPerson, from: string, reason: string): Promise<void> {
    const call = async (method: string, path: string, body: object, token?: string) => {
        const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
        const url = `${person.clientUrl.replace(/\/$/, "")}/_matrix/client/v3/${path}`;
        const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
        expect(response.status).toBe(200);
        return (await response.json()) as { access_token?: string };
    };
    const identifier = { type: "m.id.user", user: person.userId };
    const login = { type: "m.login.password", identifier, password: person.password };
    const { access_token: token = "" } = await call("POST", "login", login);
    const content = { code: "m.unauthorised", reason, room_id: "!room:mfa.example", session_id: "s" };
    const senderKey = "hPQNcabIABgGnx3/ACv/jmMmiQHoeFfuLB17tzWp6Hw";
    const notice = { ...content, sender_key: senderKey, algorithm: "m.megolm.v1.aes-sha2" };
    await call("PUT", "sendToDevice/m.room_key.withheld/1", { messages: { [from]: { "*": notice } } }, token);
}
