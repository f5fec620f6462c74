import { ok, type Result } from "@valise/base";
import { parsePublicJwk } from "../crypto/jwk.ts";
import { fromMatrixBase64 } from "../encoding/base64url.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { checkCoverage } from "./checkCoverage.ts";
import { checkSubject, type ProvenAttestation } from "./provePresentation.ts";
import { readDisclosures } from "./readDisclosures.ts";
import { readPresentation } from "./readPresentation.ts";
import type { TrustContext } from "./TrustContext.ts";
import { verifyAttestation } from "./verifyAttestation.ts";
import { verifyDelegation } from "./verifyDelegation.ts";

/**
 * Proves the clearance that `holder` was handed, as everyone it is shown to would, without showing it to anyone
 * (SPEC 5.21). Its standing (`checkStanding`) is asked at every use.
 */
export async function proveCredential(
    text: string,
    holder: { readonly userId: string; readonly masterKey: string },
    context: TrustContext,
): Promise<Result<ProvenAttestation, Refusal>> {
    const parts = readPresentation(text, context.bundle, "held");
    if (!parts.ok) return parts;
    const { agency } = parts.value;
    const delegation = await verifyDelegation(parts.value.delegation, agency, context.nowS, context);
    if (!delegation.ok) return delegation;
    const read = await verifyAttestation(parts.value.attestation, agency, delegation.value, context.nowS, context);
    if (!read.ok) return read;
    const attestation = read.value;
    const claims = await readDisclosures(parts.value.disclosures, attestation.digests, context.crypto);
    if (!claims.ok) return claims;
    const subject = checkSubject(attestation, agency, delegation.value, holder);
    if (!subject.ok) return subject;
    const { pol } = attestation;
    const covered = checkCoverage(pol, claims.value, delegation.value.grant, agency, context.policies, undefined);
    if (!covered.ok) return covered;
    const key = parsePublicJwk(attestation.holderJwk);
    if (key?.kty !== "OKP") return refuse("ATT_KEY", "cnf");
    if (key.x !== fromMatrixBase64(attestation.mxk)) return refuse("ATT_MXK", "cnf");
    const { sub, mxk, iat, nbf, exp, status } = attestation;
    return ok({
        ...{ sub, mxk, pol, iat, nbf, exp, status },
        agency: agency.id,
        claims: claims.value,
        delegation: delegation.value,
    });
}
