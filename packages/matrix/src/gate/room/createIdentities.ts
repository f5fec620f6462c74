import { masterKeyOf } from "../../crypto/masterKey.ts";
import type { CryptoParts } from "../../crypto/openCrypto.ts";

/** Master keys of people as this device's crypto store holds them: what a presentation is bound to (protocol 6). */
export interface Identities {
    /** Unpadded base64; null: no identity is known; undefined: not read yet. */
    masterKeyOf(userId: string): string | null | undefined;
    /** Reads those that are not known yet. */
    read(userIds: readonly string[]): Promise<void>;
    /** Reads anew, also what is known. Answers those whose key is another than before. */
    reread(userIds: readonly string[]): Promise<readonly string[]>;
    onChanged(listener: (userIds: readonly string[]) => void): void;
}

const AT_ONCE = 64;

export function createIdentities(crypto: CryptoParts): Identities {
    const known = new Map<string, string | null>();
    /** How often each person's identity was told to have changed: a read that one came into is worth nothing. */
    const told = new Map<string, number>();
    const listeners: ((userIds: readonly string[]) => void)[] = [];

    const readAll = async (userIds: readonly string[]): Promise<readonly string[]> => {
        const changed: string[] = [];
        for (let start = 0; start < userIds.length; start += AT_ONCE) {
            const some = userIds.slice(start, start + AT_ONCE);
            const toldBefore = some.map((userId) => told.get(userId));
            const keys = await Promise.all(some.map((userId) => masterKeyOf(crypto, userId)));
            some.forEach((userId, at) => {
                if (told.get(userId) !== toldBefore[at]) {
                    // Whoever was told of the change asks again; until then it is unknown.
                    changed.push(userId);
                    return;
                }
                const key = keys[at] ?? null;
                if (known.get(userId) !== key) changed.push(userId);
                known.set(userId, key);
            });
        }
        return changed;
    };
    crypto.onIdentity((userId) => {
        // Unknown until it is asked for again: nothing is decided by a key that may be gone.
        known.delete(userId);
        told.set(userId, (told.get(userId) ?? 0) + 1);
        for (const listener of listeners) listener([userId]);
    });
    return {
        masterKeyOf: (userId) => known.get(userId),
        read: async (userIds) => void (await readAll(userIds.filter((userId) => !known.has(userId)))),
        reread: readAll,
        onChanged: (listener) => void listeners.push(listener),
    };
}
