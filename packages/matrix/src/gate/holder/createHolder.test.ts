import { epochMs, unwrap } from "@valise/base";
import { gateNonce, nobleCrypto, verifyPresentation, verifyStatement } from "@valise/clearance";
import { identityCode } from "@valise/clearance/desk";
import { buildCommunity, createFakeClock, type FakeClock, type TestCommunity, type TestHolder } from "@valise/testkit";
import { beforeEach, describe, expect, it } from "vitest";
import { createFakeDisk } from "../../outbox/testing/fakeStore.ts";
import type { Community } from "../trust/Community.ts";
import { createCommunity } from "../trust/createCommunity.ts";
import { createHolder, type MasterKey } from "./createHolder.ts";
import type { Holder } from "./Holder.ts";

const NOW_S = 1_793_491_200;
const ANNA = "@anna:mfa.example";
const ROOM = "!room:mfa.example";
const room = { kind: "room", name: "" } as const;

let world: TestCommunity;
let disk: ReturnType<typeof createFakeDisk>;
let clock: FakeClock;
let community: Community;
let anna: TestHolder;

beforeEach(async () => {
    world = await buildCommunity(NOW_S);
    disk = createFakeDisk();
    clock = createFakeClock(epochMs(NOW_S * 1000));
    anna = await world.holder(ANNA, { want: "FR/S REL=FRA", roles: ["CHARTER", "ADMIT"] });
    await startCommunity();
    await community.takeBundle(await world.bundle(), room);
    await community.takeList(await world.list("mfa"), room);
});

async function startCommunity() {
    community = createCommunity({ store: disk.open(), clock, crypto: nobleCrypto, configured: world.trust });
    await community.loaded();
}

const keyOf = (holder: TestHolder): MasterKey => ({
    read: async () => holder.masterKey,
    sign: async (_masterKey, text) => holder.sign(text),
});

async function start(master: MasterKey = keyOf(anna)): Promise<Holder> {
    const parts = { store: disk.open(), clock, crypto: nobleCrypto, community, userId: ANNA, master };
    const holder = createHolder(parts);
    await holder.loaded();
    return holder;
}

const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const payloadAt = (iat: number) => Buffer.from(JSON.stringify({ iat })).toString("base64url");

describe("one's own clearance", () => {
    it("is none at first, with the code to read to the officer", async () => {
        const holder = await start();
        expect(holder.snapshot()).toMatchObject({ state: "none", code: null, marking: null, claims: [] });
        expect(holder.snapshot().identityCode).toBe(await identityCode(ANNA, anna.masterKey, nobleCrypto));
        expect(codeOf(await holder.present(["lvl:DR"], ROOM, "n"))).toBe("ATT_MISSING");
    });

    it("is taken when it is proven, shown with its marking, and there after a restart", async () => {
        const holder = await start();
        expect(codeOf(await holder.install(anna.credentialText))).toBe("ok");
        await startCommunity();
        const again = await start();
        expect(again.snapshot()).toMatchObject({ state: "held", code: null, agency: "Foreign Ministry" });
        expect(again.snapshot().marking).toMatchObject({ label: "FR/S", handling: null });
        expect(again.clearance()).toEqual({ policy: "FR", level: "S", categories: { REL: ["FRA"] } });
        expect(again.credential()?.userId).toBe(ANNA);
    });

    it("refuses another person's, another master key's, a revoked one and no clearance at all, and keeps what it has", async () => {
        const holder = await start();
        await holder.install(anna.credentialText);
        const ben = await world.holder("@ben:mfa.example");
        const other = await world.holder(ANNA, { keyName: "another identity" });
        const revoked = await world.holder(ANNA, { want: "FR/DR" });
        await community.takeList(await world.list("mfa", { seq: 11, revoked: [revoked.status.idx] }), room);
        expect(codeOf(await holder.install(ben.credentialText))).toBe("ATT_SUBJECT");
        expect(codeOf(await holder.install(other.credentialText))).toBe("ATT_MXK");
        expect(codeOf(await holder.install(revoked.credentialText))).toBe("ATT_REVOKED");
        expect(codeOf(await holder.install("clearance"))).toBe("ATT_MALFORMED");
        expect(holder.text()).toBe(anna.credentialText);
    });

    it("gives way to a newer one only, until it counts no more", async () => {
        const holder = await start();
        const older = await world.attest({ userId: ANNA, masterKey: anna.masterKey, issuedAtS: NOW_S - 9000 });
        await holder.offer(anna.credentialText);
        await holder.offer(older.text);
        expect(codeOf(await holder.install(older.text))).toBe("HOLDER_NOT_NEWER");
        expect(codeOf(await holder.install(anna.credentialText))).toBe("ok");
        const newer = await world.attest({ userId: ANNA, masterKey: anna.masterKey, want: "FR/DR" });
        expect(codeOf(await holder.install(newer.text))).toBe("ok");
        await community.takeList(await world.list("mfa", { seq: 11, revoked: [newer.status.idx] }), room);
        expect(codeOf(await holder.install(older.text))).toBe("ok");
        expect(holder.text()).toBe(older.text);
    });

    it("that came before the bundle or the identity waits for them, across a restart", async () => {
        disk = createFakeDisk();
        await startCommunity();
        const holder = await start({ read: async () => null, sign: async () => null });
        expect(codeOf(await holder.install(anna.credentialText))).toBe("TRUST_MISSING");
        await holder.offer(anna.credentialText);
        await startCommunity();
        const again = await start();
        expect(again.text()).toBeNull();
        await community.takeBundle(await world.bundle(), room);
        await community.takeList(await world.list("mfa"), room);
        await again.reread();
        expect(again.snapshot().state).toBe("held");
    });

    it("counts no more once it is revoked or has expired, or the identity is another", async () => {
        const holder = await start();
        await holder.install(anna.credentialText);
        await community.takeList(await world.list("mfa", { seq: 11, suspended: [anna.status.idx] }), room);
        expect([holder.credential(), holder.code(), holder.snapshot().state]).toEqual([
            null,
            "ATT_SUSPENDED",
            "refused",
        ]);
        expect(codeOf(await holder.present(["lvl:DR"], ROOM, "n"))).toBe("ATT_SUSPENDED");
        await community.takeList(await world.list("mfa", { seq: 12 }), room);
        expect(holder.code()).toBeNull();
        const stranger = await world.holder(ANNA, { keyName: "new identity" });
        const changed = await start(keyOf(stranger));
        expect([changed.code(), changed.snapshot().claims]).toEqual(["ATT_MXK", []]);
    });

    it("still counts for its holder when the list is merely stale, and says so", async () => {
        const holder = await start();
        await holder.install(anna.credentialText);
        clock.advance(30 * 3_600_000);
        expect([holder.credential()?.userId, holder.code()]).toEqual([ANNA, "ATT_STATUS_STALE"]);
        expect(holder.snapshot().state).toBe("held");
        clock.advance(59 * 86_400_000);
        expect(holder.credential()).toBeNull();
    });
});

describe("showing and signing", () => {
    it("shows exactly the claims named, to one audience", async () => {
        const holder = await start();
        await holder.install(anna.credentialText);
        const nonce = await gateNonce(nobleCrypto, "gate");
        const text = unwrap(await holder.present(["lvl:DR", "cat:REL.FRA"], ROOM, nonce));
        const expected = { audience: ROOM, bindings: [{ nonce, notBeforeS: NOW_S }], atS: NOW_S, sender: anna };
        const shown = unwrap(await verifyPresentation(text, expected, await world.context()));
        expect(shown.claims).toEqual(["lvl:DR", "cat:REL.FRA"]);
        expect(codeOf(await holder.present(["lvl:TS"], ROOM, nonce))).toBe("ATT_INSUFFICIENT");
    });

    it("signs a statement as one role that every client verifies", async () => {
        const holder = await start();
        await holder.install(anna.credentialText);
        const draft = { kind: "admission", audience: ROOM, payload: payloadAt(NOW_S) } as const;
        const presentation = unwrap(await holder.signStatement(draft, "ADMIT"));
        const statement = { kind: draft.kind, payload: draft.payload, by: [presentation] };
        const read = unwrap(await verifyStatement(statement, "admission", ROOM, await world.context()));
        expect(read.by).toMatchObject([{ sub: ANNA, roles: ["ADMIT"] }]);
        const both = { ...statement, by: [unwrap(await holder.signStatement(draft, "CHARTER ADMIT"))] };
        const asBoth = unwrap(await verifyStatement(both, "admission", ROOM, await world.context()));
        expect([...(asBoth.by[0]?.roles ?? [])].sort()).toEqual(["ADMIT", "CHARTER"]);
        const asCharter = { ...statement, kind: "charter" };
        const charter = await verifyStatement(asCharter, "charter", ROOM, await world.context());
        expect(codeOf(charter)).toBe("ATT_KB_NONCE");
    });

    it("signs in the first moment of a run too, by what was kept", async () => {
        await (await start()).install(anna.credentialText);
        await startCommunity();
        const master = keyOf(anna);
        const holder = createHolder({
            ...{ store: disk.open(), clock, crypto: nobleCrypto, community, userId: ANNA, master },
        });
        const draft = { kind: "admission", audience: ROOM, payload: payloadAt(NOW_S) } as const;
        expect(codeOf(await holder.signStatement(draft, "ADMIT"))).toBe("ok");
    });

    it("signs nothing dated otherwise, without a date, or as a role not held", async () => {
        const holder = await start();
        await holder.install(anna.credentialText);
        const sign = (payload: string, role: string) =>
            holder.signStatement({ kind: "charter", audience: ROOM, payload }, role).then(codeOf);
        expect(await sign(payloadAt(NOW_S - 500), "CHARTER")).toBe("STM_TIME");
        expect(await sign("e30", "CHARTER")).toBe("STM_PAYLOAD");
        expect(await sign("{}", "CHARTER")).toBe("STM_PAYLOAD");
        expect(await sign(payloadAt(NOW_S), "GLASS")).toBe("ATT_INSUFFICIENT");
        expect(await sign(payloadAt(NOW_S), "not a role")).toBe("ATT_SD_CLAIM");
    });

    it("hands out no signature of another key, and says when the private key is not here", async () => {
        const wrong = await world.holder("@ben:mfa.example");
        const holder = await start({ ...keyOf(anna), sign: (_masterKey, text) => wrong.sign(text) });
        await holder.install(anna.credentialText);
        expect(codeOf(await holder.present(["lvl:DR"], ROOM, "n"))).toBe("ATT_KB_SIG");
        const elsewhere = await start({ ...keyOf(anna), sign: async () => null });
        expect(codeOf(await elsewhere.present(["lvl:DR"], ROOM, "n"))).toBe("HOLDER_NO_MASTER_KEY");
    });
});
