import { UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { CryptoParts } from "../../crypto/openCrypto.ts";
import { asObject, asString } from "../../json.ts";

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

/** What the crypto machine is asked for. Its answers come from its store: no request, no word of a server. */
type IdentitySource = Pick<CryptoParts["olm"], "getIdentity"> & Pick<CryptoParts, "onIdentity">;

const AT_ONCE = 64;

export function createIdentities({ olm, onIdentity }: CryptoParts): Identities {
    return identitiesFrom({ getIdentity: (userId) => olm.getIdentity(userId), onIdentity });
}

function identitiesFrom(source: IdentitySource): Identities {
    const known = new Map<string, string | null>();
    const listeners: ((userIds: readonly string[]) => void)[] = [];

    const readOne = async (userId: string): Promise<string | null> => {
        const identity = await source.getIdentity(new UserId(userId));
        if (identity === undefined) return null;
        try {
            return masterKeyIn(identity.masterKey);
        } finally {
            identity.free();
        }
    };
    const readAll = async (userIds: readonly string[]): Promise<readonly string[]> => {
        const changed: string[] = [];
        for (let start = 0; start < userIds.length; start += AT_ONCE) {
            const some = userIds.slice(start, start + AT_ONCE);
            const keys = await Promise.all(some.map(readOne));
            some.forEach((userId, at) => {
                const key = keys[at] ?? null;
                if (known.get(userId) !== key) changed.push(userId);
                known.set(userId, key);
            });
        }
        return changed;
    };
    source.onIdentity((userId) => {
        // Unknown until it is asked for again: nothing is decided by a key that may be gone.
        known.delete(userId);
        for (const listener of listeners) listener([userId]);
    });
    return {
        masterKeyOf: (userId) => known.get(userId),
        read: async (userIds) => void (await readAll(userIds.filter((userId) => !known.has(userId)))),
        reread: readAll,
        onChanged: (listener) => void listeners.push(listener),
    };
}

/** The key of a cross-signing key object: `keys` holds exactly one, `ed25519:<key>`. */
function masterKeyIn(json: string): string | null {
    const keys = Object.values(asObject(asObject(JSON.parse(json))?.keys) ?? {});
    return keys.length === 1 ? asString(keys[0]) : null;
}
