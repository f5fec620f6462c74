import { err, ok, type Result } from "@valise/base";
import { SKEW_S } from "../attestation/wire.ts";
import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import { algOf, type PublicJwk, thumbprintOf } from "../crypto/jwk.ts";
import { decodeBase64Url, encodeBase64Url } from "../encoding/base64url.ts";
import { parseEncodedObject } from "../encoding/jws.ts";
import { hasMembers, isJsonObject, memberOf } from "../encoding/strictJson.ts";
import { utf8 } from "../encoding/text.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { BUNDLE_TYP, MAX_BUNDLE_CHARS, type SignedBundleWire } from "./bundleWire.ts";
import { readBundle } from "./readBundle.ts";
import type { TrustBundle } from "./TrustBundle.ts";

/** First trust, from the managed configuration and never from a homeserver (SPEC 4.3). */
export interface CommunityTrust {
    readonly community: string;
    /** RFC 7638 thumbprints of the community's keys. */
    readonly keys: ReadonlySet<string>;
    /** How many different ones must have signed. */
    readonly threshold: number;
    /** Lowest `seq` that a device without memory accepts. */
    readonly floorSeq: number;
}

/** What is remembered of the newest bundle across restarts. */
export interface BundlePin {
    readonly seq: number;
    readonly iat: number;
    readonly digest: string;
}

/** A refusal of a bundle; on equivocation with the second one, to keep as evidence and alarm with. */
export interface BundleRefusal extends Refusal {
    readonly evidence?: { readonly seq: number; readonly pinned: string; readonly offered: SignedBundleWire };
}

/**
 * Decides whether a trust bundle is taken (SPEC 4.3, 4.4): signed by a threshold of different configured community keys,
 * of this community, in its time, and never older than `pin`. The caller persists the pin before using the bundle.
 */
export async function acceptBundle(
    offered: unknown,
    trust: CommunityTrust,
    pin: BundlePin | undefined,
    nowS: number,
    crypto: ClearanceCrypto,
): Promise<Result<TrustBundle, BundleRefusal>> {
    const signed = parseSignedBundle(offered);
    if (!signed.ok) return signed;
    const payload = parseEncodedObject(signed.value.payload);
    if (payload === undefined) return refuse("TRUST_SHAPE", "payload");
    const digest = encodeBase64Url(await crypto.sha256(utf8(signed.value.payload)));
    const read = await readBundle(payload, digest, crypto);
    if (!read.ok) return read;
    const { bundle, wire } = read.value;
    const authority = await checkSignatures(signed.value, wire.keys, trust, crypto);
    if (!authority.ok) return authority;
    if (bundle.community !== trust.community) return refuse("TRUST_COMMUNITY");
    if (bundle.iat > nowS + SKEW_S) return refuse("TRUST_TIME");
    if (nowS > bundle.exp) return refuse("TRUST_EXPIRED");
    if (pin !== undefined && bundle.seq === pin.seq && digest !== pin.digest) {
        const evidence = { seq: bundle.seq, pinned: pin.digest, offered: signed.value };
        return err({ kind: "refused", code: "TRUST_EQUIVOCATION", evidence });
    }
    const isOlder = pin !== undefined && (bundle.seq < pin.seq || bundle.iat < pin.iat);
    return isOlder || bundle.seq < trust.floorSeq ? refuse("TRUST_ROLLBACK") : ok(bundle);
}

/** The outer form, which Matrix has parsed already: only strings inside matter. */
function parseSignedBundle(offered: unknown): Result<SignedBundleWire, Refusal> {
    if (!isJsonObject(offered) || !hasMembers(offered, ["payload", "signatures"])) return refuse("TRUST_SHAPE");
    const { payload, signatures } = offered;
    if (typeof payload !== "string" || !Array.isArray(signatures)) return refuse("TRUST_SHAPE");
    if (payload.length > MAX_BUNDLE_CHARS || signatures.length > 16) return refuse("TRUST_SIZE");
    const read: { protected: string; signature: string }[] = [];
    for (const each of signatures) {
        if (!isJsonObject(each) || !hasMembers(each, ["protected", "signature"]))
            return refuse("TRUST_SHAPE", "signatures");
        if (typeof each.protected !== "string" || typeof each.signature !== "string")
            return refuse("TRUST_SHAPE", "signatures");
        read.push({ protected: each.protected, signature: each.signature });
    }
    return ok({ payload, signatures: read });
}

/** Counts different configured keys. Keys we do not trust do not count; a trusted key's bad signature refuses the whole. */
async function checkSignatures(
    { payload, signatures }: SignedBundleWire,
    keys: readonly PublicJwk[],
    trust: CommunityTrust,
    crypto: ClearanceCrypto,
): Promise<Result<void, Refusal>> {
    const trusted = new Map<string, PublicJwk>();
    for (const jwk of keys) {
        const kid = await thumbprintOf(crypto, jwk);
        if (trust.keys.has(kid)) trusted.set(kid, jwk);
    }
    const signers = new Set<string>();
    for (const each of signatures) {
        const header = parseEncodedObject(each.protected);
        const signature = decodeBase64Url(each.signature);
        if (header === undefined || signature === undefined) return refuse("TRUST_SHAPE", "signatures");
        if (memberOf(header, "typ") !== BUNDLE_TYP) return refuse("TRUST_TYP");
        if (!hasMembers(header, ["alg", "typ", "kid"])) return refuse("TRUST_SHAPE", "protected");
        const { kid } = header;
        const jwk = typeof kid === "string" ? trusted.get(kid) : undefined;
        if (jwk === undefined || typeof kid !== "string") continue;
        if (header.alg !== algOf(jwk)) return refuse("TRUST_ALG");
        if ((await crypto.verify(jwk, utf8(`${each.protected}.${payload}`), signature)) !== "valid")
            return refuse("TRUST_SIG");
        signers.add(kid);
    }
    return signers.size >= Math.max(1, trust.threshold) ? ok() : refuse("TRUST_THRESHOLD");
}
