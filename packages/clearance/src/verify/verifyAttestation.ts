import { ok, type Result } from "@valise/base";
import { confirmationKey, parseStatusRef, parseValidity, type Validity } from "../attestation/parseClaims.ts";
import { SKEW_S, type StatusRef } from "../attestation/wire.ts";
import type { CompactJws } from "../encoding/jws.ts";
import { hasMembers, isJsonObject, type Json, memberOf } from "../encoding/strictJson.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { TrustedAgency } from "../trust/TrustBundle.ts";
import { checkSignature } from "./signature.ts";
import type { TrustContext } from "./TrustContext.ts";
import type { VerifiedDelegation } from "./verifyDelegation.ts";

/** An attestation whose officer signature, times and form hold; who shows it and what it covers is not yet checked. */
export interface VerifiedAttestation extends Validity {
    readonly sub: string;
    /** Cross-signing master key, unpadded standard base64. */
    readonly mxk: string;
    readonly pol: string;
    readonly status: StatusRef;
    readonly digests: ReadonlySet<string>;
    /** `cnf.jwk`, read in step 14. */
    readonly holderJwk: Json | undefined;
}

const CLAIMS = ["iss", "vct", "sub", "iat", "nbf", "exp", "cnf", "mxk", "pol", "status", "_sd_alg", "clr"] as const;

/** Steps 8 to 10 (SPEC 5.8 to 5.10). */
export async function verifyAttestation(
    jws: CompactJws,
    agency: TrustedAgency,
    delegation: VerifiedDelegation,
    atS: number,
    { crypto }: TrustContext,
): Promise<Result<VerifiedAttestation, Refusal>> {
    if (memberOf(jws.header, "kid") !== delegation.officerKid) return refuse("ATT_CHAIN_KID");
    const signed = await checkSignature(crypto, jws, delegation.officerKey, "ATT_SIG");
    if (!signed.ok) return signed;
    const validity = parseValidity(jws.payload);
    if (validity === undefined) return refuse("ATT_CLAIM", "exp");
    const times = checkAttestationTimes(validity, delegation, atS);
    return times.ok ? readClaims(jws, agency.pad, validity) : times;
}

/** Step 9, also asked again on every cache hit. */
export function checkAttestationTimes(
    { iat, nbf, exp }: Validity,
    delegation: VerifiedDelegation,
    atS: number,
): Result<void, Refusal> {
    if (Math.max(iat, nbf) > atS + SKEW_S) return refuse("ATT_NOT_YET");
    if (exp + SKEW_S <= atS) return refuse("ATT_EXPIRED");
    if (exp - iat > delegation.grant.maxTtl) return refuse("ATT_TTL");
    if (iat < delegation.nbf || iat > delegation.exp) return refuse("ATT_CHAIN_WINDOW");
    return ok();
}

function readClaims({ payload }: CompactJws, pad: number, validity: Validity): Result<VerifiedAttestation, Refusal> {
    if (memberOf(payload, "_sd_alg") !== "sha-256") return refuse("ATT_SD_ALG");
    if (!hasMembers(payload, CLAIMS)) return refuse("ATT_CLAIM");
    const { sub, mxk, pol } = payload;
    const status = parseStatusRef(payload.status);
    if (typeof sub !== "string" || typeof mxk !== "string" || typeof pol !== "string") return refuse("ATT_CLAIM");
    if (status === undefined) return refuse("ATT_CLAIM", "status");
    const digests = parseDigests(payload.clr, pad);
    if (digests === undefined) return refuse("ATT_CLAIM", "clr");
    const unique = new Set(digests);
    if (unique.size !== digests.length) return refuse("ATT_SD_DUP_DIGEST");
    return ok({ sub, mxk, pol, status, digests: unique, holderJwk: confirmationKey(payload.cnf), ...validity });
}

/** `{"_sd":[…]}` with exactly `pad` digests of 43 characters. */
function parseDigests(clr: Json | undefined, pad: number): readonly string[] | undefined {
    if (!isJsonObject(clr) || !hasMembers(clr, ["_sd"])) return undefined;
    const digests = memberOf(clr, "_sd");
    if (!Array.isArray(digests) || digests.length !== pad) return undefined;
    return digests.every((digest) => typeof digest === "string" && /^[A-Za-z0-9_-]{43}$/.test(digest))
        ? (digests as string[])
        : undefined;
}
