import { epochMs } from "@valise/base";
import { nobleCrypto } from "@valise/clearance";
import { dominates, parseClearance, parseLabel } from "@valise/labels";
import { buildCommunity, createFakeClock, type FakeClock, type TestCommunity } from "@valise/testkit";
import { beforeEach, describe, expect, it } from "vitest";
import { createFakeDisk } from "../../outbox/testing/fakeStore.ts";
import type { Community } from "./Community.ts";
import { createCommunity } from "./createCommunity.ts";
import { takeOffer } from "./takeOffer.ts";

const NOW_S = 1_793_491_200;
const HOUR_MS = 3_600_000;
const room = { kind: "room", name: "" } as const;
const mfaList = { kind: "room", name: "urn:valise:sl:mfa:1" } as const;

let world: TestCommunity;
let disk: ReturnType<typeof createFakeDisk>;
let clock: FakeClock;

beforeEach(async () => {
    world = await buildCommunity(NOW_S);
    disk = createFakeDisk();
    clock = createFakeClock(epochMs(NOW_S * 1000));
});

/** The engine starts; what the last run kept is on the disk. */
async function start(configured: TestCommunity["trust"] | null = world.trust): Promise<Community> {
    const community = createCommunity({ store: disk.open(), clock, crypto: nobleCrypto, configured });
    await community.loaded();
    return community;
}

describe("a community's trust data", () => {
    it("is nothing without a configuration, and being checked until a bundle came", async () => {
        const none = await start(null);
        expect(none.snapshot()).toMatchObject({ state: "none", code: null });
        expect(await none.takeBundle(await world.bundle(), room)).toEqual({ kind: "refused", code: "TRUST_NONE" });
        const waiting = await start();
        expect(waiting.snapshot()).toMatchObject({ state: "checking", bundleSeq: null });
        expect(waiting.context()).toBeNull();
        const early = await waiting.takeList(await world.list("mfa"), mfaList);
        expect(early).toEqual({ kind: "refused", code: "TRUST_MISSING" });
    });

    it("is taken when enough community keys signed, and is there again after a restart, without a network", async () => {
        const community = await start();
        let told = 0;
        community.onChanged(() => told++);
        const alone = await community.takeBundle(await world.bundle({}, [0]), room);
        expect(alone).toEqual({ kind: "refused", code: "TRUST_THRESHOLD" });
        expect(community.snapshot()).toMatchObject({ state: "refused", code: "TRUST_THRESHOLD" });
        expect(await community.takeBundle(await world.bundle(), room)).toEqual({ kind: "taken" });
        expect(await community.takeList(await world.list("mfa"), mfaList)).toEqual({ kind: "taken" });
        expect(await community.takeList(await world.list("mfa"), mfaList)).toEqual({ kind: "known" });
        expect(told).toBe(3);

        const again = await start();
        expect(again.snapshot()).toMatchObject({ state: "ok", code: null, bundleSeq: 5 });
        expect(again.snapshot().lists).toMatchObject([{ uri: mfaList.name, agency: "Foreign Ministry" }]);
        expect(again.context()?.nowS).toBe(NOW_S);
        expect(again.agencyOfServer("mod.example")?.id).toBe("urn:valise:agency:mod");
        expect(again.agencyOfServer("elsewhere.example")).toBeNull();
    });

    it("never goes back, also after a restart, and says what was tried", async () => {
        const community = await start();
        await community.takeBundle(await world.bundle({ seq: 7 }), room);
        await community.takeList(await world.list("mfa", { seq: 12 }), mfaList);
        const again = await start();
        const older = await again.takeBundle(await world.bundle({ seq: 6 }), room);
        expect(older).toEqual({ kind: "refused", code: "TRUST_ROLLBACK" });
        expect(again.snapshot()).toMatchObject({ state: "ok", code: "TRUST_ROLLBACK", bundleSeq: 7 });
        const olderList = await again.takeList(await world.list("mfa", { seq: 11 }), mfaList);
        expect(olderList).toEqual({ kind: "refused", code: "ATT_STATUS_ROLLBACK" });
        expect(again.context()?.lists.get(mfaList.name)?.seq).toBe(12);
        await again.takeBundle(await world.bundle({ seq: 8 }), room);
        await again.takeList(await world.list("mfa", { seq: 13 }), mfaList);
        expect(again.snapshot()).toMatchObject({ code: null, bundleSeq: 8 });
    });

    it("keeps it as evidence when one number was signed twice, and goes on showing it", async () => {
        const community = await start();
        await community.takeBundle(await world.bundle(), room);
        await community.takeList(await world.list("mfa"), mfaList);
        const other = await community.takeList(await world.list("mfa", { revoked: [1] }), { kind: "peer" });
        expect(other).toEqual({ kind: "refused", code: "ATT_STATUS_EQUIVOCATION" });
        expect((await start()).snapshot()).toMatchObject({ state: "ok", code: "ATT_STATUS_EQUIVOCATION" });
    });

    it("is taken from a peer as from the trust room, and a peer's rubbish is refused in silence", async () => {
        const community = await start();
        let told = 0;
        community.onChanged(() => told++);
        await takeOffer(community, { bundle: { payload: "e30", signatures: [] }, lists: ["x.y.z", 7] });
        expect([told, community.snapshot().code]).toEqual([0, null]);
        await takeOffer(community, { bundle: await world.bundle(), lists: [await world.list("intel")] });
        expect(community.snapshot()).toMatchObject({ state: "ok", bundleSeq: 5 });
        expect(community.newest().lists).toEqual([await world.list("intel")]);
    });

    it("that has run out is told of at that time, and is stale rather than missing after a restart", async () => {
        const community = await start();
        const soon = NOW_S + 7200;
        await community.takeBundle(await world.bundle({ exp: soon }), room);
        await community.takeList(await world.list("mfa", { expiresAtS: NOW_S + 3600 }), mfaList);
        let told = 0;
        community.onChanged(() => told++);
        clock.advance(HOUR_MS + 1000);
        expect(told).toBe(1);
        clock.advance(HOUR_MS);
        expect(told).toBe(2);
        expect(community.snapshot()).toMatchObject({ state: "refused", code: "TRUST_EXPIRED" });
        const again = await start();
        expect(again.snapshot()).toMatchObject({ state: "refused", code: "TRUST_EXPIRED", bundleSeq: 5 });
        expect(again.context()?.lists.get(mfaList.name)?.exp).toBe(NOW_S + 3600);
    });

    it("drops the lists that a new bundle does not cover, and keeps their pins", async () => {
        const community = await start();
        await community.takeBundle(await world.bundle(), room);
        await community.takeList(await world.list("mfa"), mfaList);
        await community.takeBundle(await world.bundle({ seq: 6, statusFloors: { [mfaList.name]: 11 } }), room);
        expect(community.context()?.lists.size).toBe(0);
        const same = await community.takeList(await world.list("mfa"), mfaList);
        expect(same).toEqual({ kind: "refused", code: "ATT_STATUS_ROLLBACK" });
        expect(await community.takeList(await world.list("mfa", { seq: 11 }), mfaList)).toEqual({ kind: "taken" });
    });

    it("counts no more when the configuration trusts other keys, until those have signed", async () => {
        await (await start()).takeBundle(await world.bundle(), room);
        const strict = await start({ ...world.trust, threshold: 3 });
        expect(strict.context()).toBeNull();
        expect(strict.snapshot()).toMatchObject({ state: "refused", code: "TRUST_THRESHOLD" });
        expect(await strict.takeBundle(await world.bundle({ seq: 6 }, [0, 1, 2]), room)).toEqual({ kind: "taken" });
        expect(strict.snapshot()).toMatchObject({ state: "ok", code: null });
    });
});

describe("the policies of a bundle", () => {
    it("are those whose very document this client has", async () => {
        const community = await start();
        expect(community.registry.policies).toEqual([]);
        const { policies } = await world.bundleWire();
        const fr = policies["urn:valise:policy:fr:1"];
        if (fr === undefined) throw new Error("no FR policy in the bundle");
        const digest = "0123456789012345678901234567890123456789012";
        await community.takeBundle(
            await world.bundle({ policies: { ...policies, "urn:valise:policy:fr:1": { ...fr, digest } } }),
            room,
        );
        expect(community.registry.policy("FR")).toBeUndefined();
        expect(community.registry.policy("DE")?.id).toBe("DE");
    });

    it("open across policies what the bundle says, and not what is shipped", async () => {
        const opens = async (community: Community) => {
            const clearance = parseClearance("DE/G REL=DEU", community.registry);
            const label = parseLabel("FR/DR REL=FRA,DEU", community.registry);
            return clearance.ok && label.ok && dominates(clearance.value, label.value, community.registry).ok;
        };
        const community = await start();
        await community.takeBundle(await world.bundle(), room);
        expect(await opens(community)).toBe(true);
        await community.takeBundle(await world.bundle({ seq: 6, relations: [] }), room);
        expect(await opens(community)).toBe(false);
    });
});
