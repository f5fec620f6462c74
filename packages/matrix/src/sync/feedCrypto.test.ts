import { expect, it } from "vitest";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import { createFakeClock } from "../outbox/testing/fakeClock.ts";
import { createCryptoFeed } from "./feedCrypto.ts";
import { firstWindow, parseSlidingAnswer } from "./slidingSync.ts";

function answer(counts: number, more: object = {}) {
    const e2ee = { device_one_time_keys_count: { signed_curve25519: counts }, ...more };
    const parsed = parseSlidingAnswer({ pos: "1", extensions: { e2ee, ...more } }, firstWindow, null);
    if (parsed === null) throw new Error("not an answer");
    return parsed.update;
}

it("feeds the machine what is news to it, and all else only now and then", async () => {
    const fed: unknown[] = [];
    const sdk = {
        processSyncChanges: async (changes: unknown) => {
            fed.push(changes);
            return [];
        },
        onSyncCompleted: () => {},
    };
    const clock = createFakeClock();
    const { update: feed } = createCryptoFeed({ sdk } as unknown as CryptoParts, { take: async () => {} }, clock);
    await feed(answer(50), false);
    await feed(answer(50), false);
    expect(fed).toHaveLength(1);
    await feed(answer(49), false);
    expect(fed).toHaveLength(2);
    await feed(answer(49, { device_lists: { changed: ["@ann:mfa.example"] } }), false);
    await feed(answer(49, { to_device: { events: [{ type: "m.room_key" }] } }), false);
    expect(fed).toHaveLength(4);
    await clock.advance(20_000);
    await feed(answer(49), false);
    expect(fed).toHaveLength(5);
});

it("asks for the devices of a crowd together, and for everybody else's at once", async () => {
    let asked = 0;
    const sdk = {
        processSyncChanges: async () => [],
        onSyncCompleted: () => {
            asked++;
        },
    };
    const clock = createFakeClock();
    const { update: feed } = createCryptoFeed({ sdk } as unknown as CryptoParts, { take: async () => {} }, clock);
    const comes = (who: string) => answer(50, { device_lists: { changed: [`@${who}:mfa.example`] } });
    await feed(comes("ann"), false);
    expect(asked).toBe(1);
    for (const who of ["bob", "cleo", "dan"]) await feed(comes(who), true);
    expect(asked).toBe(1);
    await clock.advance(3_000);
    expect(asked).toBe(2);
    await feed(comes("eve"), true);
    await feed(comes("finn"), false);
    await clock.advance(3_000);
    expect(asked).toBe(3);
});
