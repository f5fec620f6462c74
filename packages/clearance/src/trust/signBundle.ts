import type { ClearanceCrypto, Signer } from "../crypto/ClearanceCrypto.ts";
import { algOf, thumbprintOf } from "../crypto/jwk.ts";
import { encodeBase64Url } from "../encoding/base64url.ts";
import { encodeObject } from "../encoding/jws.ts";
import { utf8 } from "../encoding/text.ts";
import { BUNDLE_TYP, type BundleWire, type SignedBundleWire } from "./bundleWire.ts";

async function signatureOf(payload: string, key: Signer, crypto: ClearanceCrypto) {
    const header = encodeObject({ alg: algOf(key.jwk), typ: BUNDLE_TYP, kid: await thumbprintOf(crypto, key.jwk) });
    const signature = await key.sign(utf8(`${header}.${payload}`));
    return { protected: header, signature: encodeBase64Url(signature) };
}

/** Signs a new bundle with the community keys at hand (SPEC 4.1). */
export async function signBundle(
    bundle: BundleWire,
    keys: readonly Signer[],
    crypto: ClearanceCrypto,
): Promise<SignedBundleWire> {
    const payload = encodeObject(bundle);
    return { payload, signatures: await Promise.all(keys.map((key) => signatureOf(payload, key, crypto))) };
}

/** Adds one more community key's signature to a bundle that others have signed, without touching its bytes. */
export async function countersignBundle(
    signed: SignedBundleWire,
    key: Signer,
    crypto: ClearanceCrypto,
): Promise<SignedBundleWire> {
    const signature = await signatureOf(signed.payload, key, crypto);
    return { payload: signed.payload, signatures: [...signed.signatures, signature] };
}
