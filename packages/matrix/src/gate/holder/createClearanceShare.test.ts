import { parseCredential } from "@valise/clearance";
import { buildCommunity, type TestCommunity } from "@valise/testkit";
import { beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../json.ts";
import { createClearanceShare } from "./createClearanceShare.ts";
import type { Holder } from "./Holder.ts";
import { isNewer } from "./proveOwn.ts";

const ANNA = "@anna:mfa.example";
const SEED = btoa("0123456789abcdef0123456789abcdef");

let world: TestCommunity;
let older: string;
let newer: string;
beforeAll(async () => {
    world = await buildCommunity(1_793_491_200);
    older = (await world.holder(ANNA)).credentialText;
    newer = (await world.holder(ANNA)).credentialText;
});

/** One account at a server, with devices that hold clearances. Everything is proven here; only order matters. */
const account = () => {
    let there: JsonObject | null = null;
    let writes = 0;
    const credentialOf = (text: string | null) => {
        const read = text === null ? null : parseCredential(text);
        return read?.ok ? read.value : null;
    };
    const device = (first: string | null, seed: string | null = SEED) => {
        let text = first;
        const holder = {
            text: () => text,
            credential: () => credentialOf(text),
            offer: async (next: string) => {
                const [a, b] = [credentialOf(next), credentialOf(text)];
                if (a !== null && (b === null || isNewer(a, b))) text = next;
            },
        } as unknown as Holder;
        const accountData = {
            read: async () => there,
            write: async (_type: string, content: object) => {
                writes++;
                there = { ...content };
            },
        };
        const key = { seed };
        const share = createClearanceShare({ accountData, holder, userId: ANNA, masterSeed: async () => key.seed });
        return { share, key, text: () => text };
    };
    return { device, there: () => there, writes: () => writes };
};

describe("one clearance on all devices", () => {
    it("is put where the others find it, and found by one that comes later", async () => {
        const { device, there, writes } = account();
        await device(newer).share.settle();
        expect(JSON.stringify(there())).not.toContain(newer.slice(0, 20));
        const second = device(null);
        await second.share.settle();
        expect([second.text(), writes()]).toEqual([newer, 1]);
    });

    it("only goes forward: two devices never write over each other in turn", async () => {
        const { device, there, writes } = account();
        const [a, b] = [device(older), device(newer)];
        await a.share.settle();
        await b.share.settle();
        for (let round = 0; round < 3; round++) {
            for (const each of [a, b]) {
                each.share.received(there() ?? {});
                await each.share.settle();
            }
        }
        expect([a.text(), b.text(), writes()]).toEqual([newer, newer, 2]);
    });

    it("waits for the master key, and does not write over unread what it has not looked at", async () => {
        const { device, writes } = account();
        await device(newer).share.settle();
        const second = device(older, null);
        await second.share.settle();
        expect([second.text(), writes()]).toEqual([older, 1]);
        second.key.seed = SEED;
        await second.share.settle();
        expect([second.text(), writes()]).toEqual([newer, 1]);
    });

    it("replaces what another identity, or somebody else, put there", async () => {
        const { device, there, writes } = account();
        await device(older, btoa("another identity, 32 bytes long..")).share.settle();
        const mine = device(newer);
        mine.share.received(there() ?? {});
        await mine.share.settle();
        expect([mine.text(), writes()]).toEqual([newer, 2]);
    });

    it("tries again when the server could not be asked", async () => {
        let fails = 1;
        const holder = { text: () => null, credential: () => null, offer: async () => {} } as unknown as Holder;
        let reads = 0;
        const accountData = {
            read: async () => {
                reads++;
                if (fails-- > 0) throw new Error("no network");
                return null;
            },
            write: async () => {},
        };
        const share = createClearanceShare({ accountData, holder, userId: ANNA, masterSeed: async () => SEED });
        await share.settle();
        await share.settle();
        await share.settle();
        expect(reads).toBe(2);
    });
});
