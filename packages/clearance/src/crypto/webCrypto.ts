import type { ClearanceCrypto, SignatureAlg } from "./ClearanceCrypto.ts";
import { algOf, type PublicJwk } from "./jwk.ts";

const IMPORT = {
    Ed25519: { name: "Ed25519" },
    ES256: { name: "ECDSA", namedCurve: "P-256" },
} as const satisfies Record<SignatureAlg, EcKeyImportParams | Algorithm>;

const SIGN = {
    Ed25519: { name: "Ed25519" },
    ES256: { name: "ECDSA", hash: "SHA-256" },
} as const satisfies Record<SignatureAlg, EcdsaParams | Algorithm>;

/** Imported keys by `x`, since officers and roots recur a thousand times in one room. Bounded: the oldest leaves first. */
function createKeyCache(subtle: SubtleCrypto, limit: number): (jwk: PublicJwk) => Promise<CryptoKey> {
    const keys = new Map<string, Promise<CryptoKey>>();
    return (jwk) => {
        const id = jwk.kty === "OKP" ? jwk.x : `${jwk.x}.${jwk.y}`;
        const known = keys.get(id);
        if (known !== undefined) return known;
        const key = subtle.importKey("jwk", { ...jwk }, IMPORT[algOf(jwk)], false, ["verify"]);
        keys.set(id, key);
        key.catch(() => keys.delete(id));
        const oldest = keys.size > limit ? keys.keys().next().value : undefined;
        if (oldest !== undefined) keys.delete(oldest);
        return key;
    };
}

/** WebCrypto behind the port. Small-order and non-canonical keys never come this far: `parsePublicJwk` refuses them. */
export function createWebCrypto(subtle: SubtleCrypto): ClearanceCrypto {
    const importVerifyKey = createKeyCache(subtle, 4096);
    return {
        name: "webcrypto",
        sha256: async (bytes) => new Uint8Array(await subtle.digest("SHA-256", bytes)),
        verify: async (jwk, message, signature) => {
            if (signature.length !== 64) return "invalid";
            let key: CryptoKey;
            try {
                key = await importVerifyKey(jwk);
            } catch {
                return "bad-key";
            }
            try {
                return (await subtle.verify(SIGN[algOf(jwk)], key, signature, message)) ? "valid" : "invalid";
            } catch {
                return "invalid";
            }
        },
        signerFrom: async (privateJwk) => {
            const { d: _d, ...jwk } = privateJwk;
            const alg = algOf(jwk);
            const key = await subtle.importKey("jwk", { ...privateJwk }, IMPORT[alg], false, ["sign"]);
            return { jwk, sign: async (message) => new Uint8Array(await subtle.sign(SIGN[alg], key, message)) };
        },
    };
}
