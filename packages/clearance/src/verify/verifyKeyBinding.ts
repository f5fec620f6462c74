import { ok, type Result } from "@valise/base";
import { KEY_BINDING_TYP, SKEW_S } from "../attestation/wire.ts";
import { parsePublicJwk } from "../crypto/jwk.ts";
import { encodeBase64Url, fromMatrixBase64 } from "../encoding/base64url.ts";
import { parseCompactJws } from "../encoding/jws.ts";
import { hasMembers, isInteger, memberOf } from "../encoding/strictJson.ts";
import { utf8 } from "../encoding/text.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { PresentationParts } from "./readPresentation.ts";
import { checkSignature } from "./signature.ts";
import type { TrustContext } from "./TrustContext.ts";
import type { VerifiedAttestation } from "./verifyAttestation.ts";

/** What a key binding may sign: the nonce of a gate string or statement, and the earliest time that makes sense. */
export interface Binding {
    readonly nonce: string;
    readonly notBeforeS: number;
}

export interface VerifiedBinding {
    readonly nonce: string;
    readonly iat: number;
}

/** Steps 14 and 15 (SPEC 5.14, 5.15). `bindings` has one entry, or one for each head of a forked charter. */
export async function verifyKeyBinding(
    parts: PresentationParts,
    attestation: VerifiedAttestation,
    audience: string,
    bindings: readonly Binding[],
    { crypto, nowS }: TrustContext,
): Promise<Result<VerifiedBinding, Refusal>> {
    const jws = parseCompactJws(parts.keyBinding);
    if (jws === undefined) return refuse("ATT_MALFORMED", "kb");
    if (memberOf(jws.header, "typ") !== KEY_BINDING_TYP) return refuse("ATT_TYP", "kb");
    if (!hasMembers(jws.header, [], ["alg", "typ"])) return refuse("ATT_HEADER", "kb");
    const key = parsePublicJwk(attestation.holderJwk);
    if (key?.kty !== "OKP") return refuse("ATT_KEY", "cnf");
    const signed = await checkSignature(crypto, jws, key, "ATT_KB_SIG");
    if (!signed.ok) return signed;
    if (key.x !== fromMatrixBase64(attestation.mxk)) return refuse("ATT_MXK", "cnf");

    const { payload } = jws;
    if (!hasMembers(payload, ["iat", "aud", "nonce", "sd_hash"])) return refuse("ATT_KB_CLAIM");
    if (payload.aud !== audience) return refuse("ATT_KB_AUD");
    const binding = bindings.find(({ nonce }) => nonce === payload.nonce);
    if (binding === undefined) return refuse("ATT_KB_NONCE");
    const { iat } = payload;
    const earliestS = Math.max(attestation.iat, binding.notBeforeS) - SKEW_S;
    if (!isInteger(iat) || iat < earliestS || iat > nowS + SKEW_S) return refuse("ATT_KB_TIME");
    const hash = encodeBase64Url(await crypto.sha256(utf8(parts.bound)));
    return payload.sd_hash === hash ? ok({ nonce: binding.nonce, iat }) : refuse("ATT_KB_SD_HASH");
}
