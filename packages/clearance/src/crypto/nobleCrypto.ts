import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { decodeBase64Url, encodeBase64Url } from "../encoding/base64url.ts";
import type { ClearanceCrypto, PrivateJwk, SignatureAlg } from "./ClearanceCrypto.ts";
import type { PublicJwk } from "./jwk.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const copy = (bytes: Uint8Array): Bytes => Uint8Array.from(bytes);

function coordinate(text: string): Bytes {
    const bytes = decodeBase64Url(text);
    if (bytes === undefined) throw new Error("a JWK coordinate is not base64url");
    return bytes;
}

const p256Point = (x: string, y: string): Bytes => Uint8Array.from([4, ...coordinate(x), ...coordinate(y)]);

function publicJwk(alg: SignatureAlg, secret: Uint8Array): PublicJwk {
    if (alg === "Ed25519") return { kty: "OKP", crv: "Ed25519", x: encodeBase64Url(ed25519.getPublicKey(secret)) };
    const point = p256.getPublicKey(secret, false);
    const x = encodeBase64Url(point.subarray(1, 33));
    return { kty: "EC", crv: "P-256", x, y: encodeBase64Url(point.subarray(33)) };
}

/** A key pair from 32 random bytes, which the caller brings (for ES256 they must lie below the group order; else it throws). */
export function privateJwkFrom(alg: SignatureAlg, secret: Uint8Array): PrivateJwk {
    return { ...publicJwk(alg, secret), d: encodeBase64Url(secret) };
}

function verify(key: PublicJwk, message: Bytes, signature: Bytes): "valid" | "invalid" | "bad-key" {
    if (signature.length !== 64) return "invalid";
    if (key.kty === "OKP") {
        return ed25519.verify(signature, message, coordinate(key.x), { zip215: false }) ? "valid" : "invalid";
    }
    const point = p256Point(key.x, key.y);
    if (!p256.utils.isValidPublicKey(point, false)) return "bad-key";
    // WebCrypto accepts both halves of S; so must this, or the two would disagree about tokens signed in hardware.
    return p256.verify(signature, message, point, { lowS: false }) ? "valid" : "invalid";
}

/** `@noble/curves`: the fallback where WebCrypto has no Ed25519 (SPEC 3.4). Deterministic signatures for both algorithms. */
export const nobleCrypto: ClearanceCrypto = {
    name: "noble",
    sha256: async (bytes) => copy(sha256(bytes)),
    verify: async (key, message, signature) => {
        try {
            return verify(key, message, signature);
        } catch {
            return "invalid";
        }
    },
    signerFrom: async ({ d, ...jwk }) => {
        const secret = coordinate(d);
        const sign = jwk.kty === "OKP" ? ed25519.sign : p256.sign;
        return { jwk, sign: async (message) => copy(sign(message, secret)) };
    },
};
