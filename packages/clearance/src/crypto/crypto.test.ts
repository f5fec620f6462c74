import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { describe, expect, it } from "vitest";
import { testKey } from "../../test/keys.ts";
import { encodeBase64Url } from "../encoding/base64url.ts";
import { utf8 } from "../encoding/text.ts";
import { chooseCrypto } from "./chooseCrypto.ts";
import { algOf, type PublicJwk, parsePublicJwk, thumbprintOf } from "./jwk.ts";
import { nobleCrypto } from "./nobleCrypto.ts";
import { isRefusedEd25519Key, SMALL_ORDER_ENCODINGS } from "./smallOrder.ts";
import { createWebCrypto } from "./webCrypto.ts";

const web = createWebCrypto(crypto.subtle);
const message = utf8("eyJ.message");
const hexBytes = (hex: string): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** `S` of a signature raised by the group order: another text for the same scalar. */
function withUnreducedS(signature: Uint8Array): Uint8Array<ArrayBuffer> {
    const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
    let s = signature.subarray(32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + order;
    const raised = Uint8Array.from(signature);
    for (let i = 32; i < 64; i++, s >>= 8n) raised[i] = Number(s & 255n);
    return raised;
}

describe.each([web, nobleCrypto])("the crypto port by $name", (provider) => {
    it.each(["Ed25519", "ES256"] as const)("verifies %s by either implementation, and nothing altered", async (alg) => {
        const key = await testKey("port", alg);
        const { d: _d, ...jwk } = key;
        for (const signing of [web, nobleCrypto]) {
            const signature = await (await signing.signerFrom(key)).sign(message);
            expect(signature).toHaveLength(64);
            expect(await provider.verify(jwk, message, signature)).toBe("valid");
            expect(await provider.verify(jwk, utf8("eyJ.messagf"), signature)).toBe("invalid");
            expect(await provider.verify(jwk, message, signature.slice(1))).toBe("invalid");
            expect(await provider.verify(jwk, message, new Uint8Array(64))).toBe("invalid");
            expect(await provider.verify(jwk, message, Uint8Array.of(...signature, 0))).toBe("invalid");
        }
    });

    it("refuses an Ed25519 signature whose S is not reduced", async () => {
        const { d: _d, ...jwk } = await testKey("port");
        const signature = await (await nobleCrypto.signerFrom(await testKey("port"))).sign(message);
        expect(await provider.verify(jwk, message, withUnreducedS(signature))).toBe("invalid");
    });

    it("accepts both halves of S in ES256, as hardware makes them", async () => {
        const { d: _d, ...jwk } = await testKey("port", "ES256");
        const signature = await (await nobleCrypto.signerFrom(await testKey("port", "ES256"))).sign(message);
        const { r, s } = p256.Signature.fromBytes(signature);
        const mirrored = Uint8Array.from(new p256.Signature(r, p256.Point.Fn.ORDER - s).toBytes());
        expect(await provider.verify(jwk, message, mirrored)).toBe("valid");
    });

    it("says bad-key for a point that is not on P-256", async () => {
        const x = encodeBase64Url(new Uint8Array(32).fill(1));
        const jwk: PublicJwk = { kty: "EC", crv: "P-256", x, y: x };
        expect(await provider.verify(jwk, message, new Uint8Array(64).fill(1))).toBe("bad-key");
    });

    it("hashes as RFC 6234 says", async () => {
        const hash = await provider.sha256(utf8("abc"));
        expect(encodeBase64Url(hash)).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    });

    it("makes the thumbprint of RFC 8037 appendix A.3", async () => {
        const jwk: PublicJwk = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
        expect(await thumbprintOf(provider, jwk)).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    });
});

describe("public keys", () => {
    it("of small order are 14, and each generates a small group", () => {
        expect(new Set(SMALL_ORDER_ENCODINGS).size).toBe(14);
        for (const hex of SMALL_ORDER_ENCODINGS) {
            expect(isRefusedEd25519Key(hexBytes(hex))).toBe(true);
            const cleared = () => ed25519.Point.fromBytes(hexBytes(hex), true).clearCofactor().is0();
            // Sign bits on y = 0 points of order 2 do not decode even leniently; refusing them costs nothing.
            try {
                expect(cleared()).toBe(true);
            } catch (error) {
                expect(String(error)).toMatch(/bad point|invalid|x=0/i);
            }
        }
    });

    it("are refused with any member too many, too few or of another kind", async () => {
        const { d, ...ok } = await testKey("x");
        const { d: _d, ...ec } = await testKey("x", "ES256");
        expect(parsePublicJwk(ok)).toEqual(ok);
        expect(parsePublicJwk(ec)).toEqual(ec);
        expect([algOf(ok), algOf(ec)]).toEqual(["Ed25519", "ES256"]);
        const bad = [
            null,
            [],
            "x",
            { ...ok, d },
            { ...ok, alg: "Ed25519" },
            { ...ok, x: `${ok.x}=` },
            { ...ok, x: 1 },
            { ...ec, crv: "P-384" },
        ];
        for (const value of [
            ...bad,
            { kty: "EC", crv: "P-256", x: ec.x },
            { ...ok, y: ok.x },
            { kty: "oct", k: "AA" },
        ]) {
            expect(parsePublicJwk(value)).toBeUndefined();
        }
    });
});

describe("choosing an implementation", () => {
    it("takes WebCrypto where its Ed25519 works", async () => {
        expect((await chooseCrypto(crypto.subtle)).name).toBe("webcrypto");
    });

    it("takes noble where there is none, or it does not know Ed25519, or it says yes to everything", async () => {
        const without = {
            importKey: () => Promise.reject(new DOMException("", "NotSupportedError")),
        } as unknown as SubtleCrypto;
        const broken = {
            importKey: () => Promise.resolve({}),
            verify: () => Promise.resolve(true),
        } as unknown as SubtleCrypto;
        for (const subtle of [undefined, without, broken]) expect((await chooseCrypto(subtle)).name).toBe("noble");
    });
});
