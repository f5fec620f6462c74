import { utf8 } from "../src/encoding/text.ts";
import { nobleCrypto, type PrivateJwk, privateJwkFrom, type SignatureAlg, type Signer } from "../src/index.ts";

/** A fixed key for tests: its secret is the SHA-256 of its name. Never anything but a test key. */
export async function testKey(name: string, alg: SignatureAlg = "Ed25519"): Promise<PrivateJwk> {
    return privateJwkFrom(alg, await nobleCrypto.sha256(utf8(`valise test key: ${name}`)));
}

/** Always noble, whose ES256 signatures are deterministic, so that vectors come out byte-identical. */
export async function testSigner(name: string, alg: SignatureAlg = "Ed25519"): Promise<Signer> {
    return nobleCrypto.signerFrom(await testKey(name, alg));
}

/** A fixed stream of bytes in place of a random generator. */
export function fixedRandom(seed: string): (length: number) => Uint8Array<ArrayBuffer> {
    let state = Array.from(seed).reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 2_166_136_261);
    return (length) =>
        Uint8Array.from({ length }, () => {
            // xorshift32: spread is enough, secrecy is not asked.
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            return (state >>> 0) & 0xff;
        });
}
