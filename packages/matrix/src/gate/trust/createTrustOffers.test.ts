import { epochMs, ok } from "@valise/base";
import { nobleCrypto } from "@valise/clearance";
import { buildCommunity, createFakeClock } from "@valise/testkit";
import { beforeEach, describe, expect, it } from "vitest";
import type { OutboxDraft } from "../../outbox/OutboxEntry.ts";
import { createFakeDisk } from "../../outbox/testing/fakeStore.ts";
import { createCommunity } from "./createCommunity.ts";
import { createTrustOffers } from "./createTrustOffers.ts";

const NOW_S = 1_793_491_200;
const ANNA = "@anna:mfa.example";
const BOB = "@bob:mod.example";

const begin = async () => {
    const world = await buildCommunity(NOW_S);
    const clock = createFakeClock(epochMs(NOW_S * 1000));
    const store = createFakeDisk().open();
    const community = createCommunity({ store, clock, crypto: nobleCrypto, configured: world.trust });
    const drafts: OutboxDraft[] = [];
    const outbox = { enqueue: async (draft: OutboxDraft) => ok(drafts.push(draft) as never) };
    const offers = createTrustOffers({ community, outbox, myUserId: ANNA });
    const contents = () =>
        drafts.splice(0).map(({ payload }) => (payload.kind === "to-device" ? payload.messages : {}));
    return { world, community, offers, contents };
};

let parts: Awaited<ReturnType<typeof begin>>;
beforeEach(async () => {
    parts = await begin();
    await parts.community.takeBundle(await parts.world.bundle(), { kind: "peer" });
    for (const id of ["mfa", "mod"]) await parts.community.takeList(await parts.world.list(id), { kind: "peer" });
});

describe("a peer who withheld keys", () => {
    it("for want of a newer list is handed those of one's own agency, once until there are newer", async () => {
        const { world, community, offers, contents } = parts;
        const stale = { reason: "ATT_STATUS_STALE" };
        await offers.withheld(BOB, stale);
        await offers.withheld(BOB, stale);
        expect(contents()).toEqual([{ [BOB]: { "*": { lists: [await world.list("mfa")] } } }]);
        const newer = await world.list("mfa", { seq: 11 });
        await community.takeList(newer, { kind: "peer" });
        await offers.withheld(BOB, stale);
        expect(contents()).toEqual([{ [BOB]: { "*": { lists: [newer] } } }]);
    });

    it("for want of a newer bundle is handed the bundle", async () => {
        const { world, offers, contents } = parts;
        await offers.withheld(BOB, { reason: "TRUST_EXPIRED" });
        expect(contents()).toEqual([{ [BOB]: { "*": { bundle: await world.bundle(), lists: [] } } }]);
    });

    it("for another reason, or from outside the community, is handed nothing", async () => {
        const { offers, contents } = parts;
        await offers.withheld(BOB, { reason: "ADM_MISSING" });
        await offers.withheld(BOB, {});
        await offers.withheld("@eve:elsewhere.example", { reason: "ATT_STATUS_STALE" });
        expect(contents()).toEqual([]);
    });
});
