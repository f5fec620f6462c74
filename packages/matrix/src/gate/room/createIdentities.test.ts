import { initAsync } from "@matrix-org/matrix-sdk-crypto-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import type { CryptoParts } from "../../crypto/openCrypto.ts";
import { createIdentities } from "./createIdentities.ts";

const ann = "@ann:a.example";

/** A crypto store that answers when it is let. */
function store() {
    const listeners: ((userId: string) => void)[] = [];
    const asked: ((key: string | null) => void)[] = [];
    const identityOf = (key: string | null) =>
        key === null
            ? undefined
            : { masterKey: JSON.stringify({ keys: { [`ed25519:${key}`]: key } }), free: () => undefined };
    const crypto = {
        olm: {
            getIdentity: () => new Promise((resolve) => asked.push((key: string | null) => resolve(identityOf(key)))),
        },
        onIdentity: (listener: (userId: string) => void) => void listeners.push(listener),
    } as unknown as CryptoParts;
    return {
        identities: createIdentities(crypto),
        answer: (key: string | null) => asked.shift()?.(key),
        tell: () => {
            for (const listener of listeners) listener(ann);
        },
    };
}

describe("identities", () => {
    beforeAll(async () => void (await initAsync()));

    it("are read once, and anew when told to", async () => {
        const { identities, answer } = store();
        const read = identities.read([ann]);
        answer("one");
        await read;
        expect(identities.masterKeyOf(ann)).toBe("one");
        await identities.read([ann]);
        const reread = identities.reread([ann]);
        answer("two");
        expect(await reread).toEqual([ann]);
        expect(identities.masterKeyOf(ann)).toBe("two");
    });

    it("stay unknown when one changes while it is read, so that nothing is decided by what was before", async () => {
        const { identities, answer, tell } = store();
        const told: string[] = [];
        identities.onChanged((userIds) => void told.push(...userIds));
        const read = identities.read([ann]);
        tell();
        answer(null);
        await read;
        expect(identities.masterKeyOf(ann)).toBeUndefined();
        expect(told).toEqual([ann]);
        const again = identities.read([ann]);
        answer("one");
        await again;
        expect(identities.masterKeyOf(ann)).toBe("one");
    });
});
