import { decodeBase64Url } from "../encoding/base64url.ts";
import type { ClearanceCrypto } from "./ClearanceCrypto.ts";
import { nobleCrypto } from "./nobleCrypto.ts";
import { createWebCrypto } from "./webCrypto.ts";

// RFC 8032 section 7.1, test 2: one byte signed.
const KEY = { kty: "OKP", crv: "Ed25519", x: "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw" } as const;
const SIGNATURE = "kqAJqfDUyrhyDoILX2QlQKKye1QWUD-Ps3YiI-vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA";
const MESSAGE = Uint8Array.of(0x72);

/** Whether this runtime's WebCrypto verifies Ed25519: it must accept a known signature and refuse an altered message. */
async function hasEd25519(crypto: ClearanceCrypto): Promise<boolean> {
    const signature = decodeBase64Url(SIGNATURE);
    if (signature === undefined) return false;
    try {
        return (
            (await crypto.verify(KEY, MESSAGE, signature)) === "valid" &&
            (await crypto.verify(KEY, Uint8Array.of(0x73), signature)) === "invalid"
        );
    } catch {
        return false;
    }
}

/**
 * WebCrypto where its Ed25519 works, `@noble/curves` where it does not (Electron up to 36; SPEC 3.4). Both refuse the same
 * inputs, so the choice changes speed and nothing else.
 */
export async function chooseCrypto(subtle: SubtleCrypto | undefined): Promise<ClearanceCrypto> {
    if (subtle === undefined) return nobleCrypto;
    const web = createWebCrypto(subtle);
    return (await hasEd25519(web)) ? web : nobleCrypto;
}
