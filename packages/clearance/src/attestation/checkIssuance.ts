import { ok, type Result } from "@valise/base";
import { thumbprintOf } from "../crypto/jwk.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { checkCoverage } from "../verify/checkCoverage.ts";
import type { TrustContext } from "../verify/TrustContext.ts";
import { checkAttestationTimes } from "../verify/verifyAttestation.ts";
import { verifyDelegation } from "../verify/verifyDelegation.ts";
import type { AttestationRequest, Officer } from "./issueAttestation.ts";

/**
 * Whether clients would believe this attestation, asked before an officer signs it (SPEC 5.4 to 5.13, 5.17): the officer's
 * delegation stands and covers key, server, policy, levels, claims and lifetime, and padding and status uri are the
 * agency's. Same codes as at verification, so that the officer reads now what every member would read later.
 */
export async function checkIssuance(
    request: AttestationRequest,
    officer: Officer,
    context: TrustContext,
): Promise<Result<void, Refusal>> {
    const agency = context.bundle.agencies.get(request.agency);
    if (agency === undefined) return refuse("ATT_ISSUER_UNKNOWN");
    const read = await verifyDelegation(officer.delegation, agency, context.nowS, context);
    if (!read.ok) return read;
    const delegation = read.value;
    const kid = await thumbprintOf(context.crypto, officer.signer.jwk);
    if (kid !== delegation.officerKid) return refuse("ATT_CHAIN_KID");
    const validity = { iat: request.issuedAtS, nbf: request.issuedAtS, exp: request.expiresAtS };
    const times = checkAttestationTimes(validity, delegation, context.nowS);
    if (!times.ok) return times;
    if (request.pad !== agency.pad) return refuse("ATT_CLAIM", "clr");
    const server = request.userId.slice(request.userId.indexOf(":") + 1);
    if (!agency.hs.has(server) || !delegation.grant.hs.includes(server)) return refuse("ATT_SERVER");
    if (!agency.statusUris.has(request.status.uri)) return refuse("ATT_CLAIM", "status");
    const { claims, pol } = request;
    const covered = checkCoverage(pol, claims, delegation.grant, agency, context.policies, undefined);
    return covered.ok ? ok() : covered;
}
