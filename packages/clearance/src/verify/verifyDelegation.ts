import { ok, type Result } from "@valise/base";
import { confirmationKey, parseGrant, parseStatusRef, parseValidity } from "../attestation/parseClaims.ts";
import { DELEGATION_TYP, MAX_DELEGATION_S, type OfficerGrant, SKEW_S, type StatusRef } from "../attestation/wire.ts";
import { type PublicJwk, parsePublicJwk, thumbprintOf } from "../crypto/jwk.ts";
import { type CompactJws, parseCompactJws } from "../encoding/jws.ts";
import { hasMembers, memberOf } from "../encoding/strictJson.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { TrustedAgency } from "../trust/TrustBundle.ts";
import { checkSignature } from "./signature.ts";
import type { TrustContext } from "./TrustContext.ts";

/** An officer's delegation whose root signature has been verified; its times and its root's place in the bundle have not. */
export interface VerifiedDelegation {
    readonly agency: string;
    readonly officer: string;
    readonly rootKid: string;
    readonly officerKey: PublicJwk;
    readonly officerKid: string;
    readonly iat: number;
    readonly nbf: number;
    readonly exp: number;
    readonly grant: OfficerGrant;
    readonly status: StatusRef;
}

/** Steps 5 to 7 (SPEC 5.5 to 5.7). `atS` is the time validity is judged at. */
export async function verifyDelegation(
    text: string,
    agency: TrustedAgency,
    atS: number,
    context: TrustContext,
): Promise<Result<VerifiedDelegation, Refusal>> {
    const delegation = await readOnce(text, agency, context);
    if (!delegation.ok) return delegation;
    const standing = checkDelegationTimes(delegation.value, agency, atS);
    return standing.ok ? delegation : standing;
}

/** From the cache, also while another presentation's check of the same text is under way. Refusals are not kept. */
async function readOnce(
    text: string,
    agency: TrustedAgency,
    context: TrustContext,
): Promise<Result<VerifiedDelegation, Refusal>> {
    const { cache } = context;
    const pending = cache?.delegations.get(text);
    const known = pending && (await pending);
    if (known?.ok) return known;
    const reading = readDelegation(text, agency, context);
    cache?.delegations.set(text, reading);
    const read = await reading;
    if (!read.ok) cache?.delegations.delete(text);
    return read;
}

async function readDelegation(
    text: string,
    agency: TrustedAgency,
    context: TrustContext,
): Promise<Result<VerifiedDelegation, Refusal>> {
    const jws = parseCompactJws(text);
    if (jws === undefined) return refuse("ATT_MALFORMED", "och");
    if (memberOf(jws.header, "typ") !== DELEGATION_TYP) return refuse("ATT_TYP", "och");
    if (!hasMembers(jws.header, [], ["alg", "typ", "kid"])) return refuse("ATT_HEADER", "och");
    const kid = memberOf(jws.header, "kid");
    const root = typeof kid === "string" ? agency.roots.get(kid) : undefined;
    if (root === undefined) return refuse("ATT_ROOT_UNKNOWN");
    const signed = await checkSignature(context.crypto, jws, root.jwk, "ATT_CHAIN_SIG");
    if (!signed.ok) return signed;
    if (memberOf(jws.payload, "iss") !== agency.id) return refuse("ATT_CHAIN_ISS");
    return readClaims(jws, agency.id, root.kid, context);
}

async function readClaims(
    { payload }: CompactJws,
    agency: string,
    rootKid: string,
    { crypto }: TrustContext,
): Promise<Result<VerifiedDelegation, Refusal>> {
    const validity = parseValidity(payload);
    if (validity === undefined) return refuse("ATT_CLAIM", "och.exp");
    if (!hasMembers(payload, ["iss", "sub", "iat", "nbf", "exp", "cnf", "grant", "status"])) {
        return refuse("ATT_CLAIM", "och");
    }
    const officer = memberOf(payload, "sub");
    const grant = parseGrant(memberOf(payload, "grant"));
    const status = parseStatusRef(memberOf(payload, "status"));
    if (typeof officer !== "string" || officer === "") return refuse("ATT_CLAIM", "och.sub");
    if (grant === undefined) return refuse("ATT_CLAIM", "och.grant");
    if (status === undefined) return refuse("ATT_CLAIM", "och.status");
    const officerKey = parsePublicJwk(confirmationKey(memberOf(payload, "cnf")));
    if (officerKey === undefined) return refuse("ATT_KEY", "och.cnf");
    const officerKid = await thumbprintOf(crypto, officerKey);
    return ok({ agency, officer, rootKid, officerKey, officerKid, ...validity, grant, status });
}

/** What a cache hit must ask again (step 7): the root still is the agency's and in its window, the delegation in its own. */
export function checkDelegationTimes(
    delegation: VerifiedDelegation,
    agency: TrustedAgency,
    atS: number,
): Result<void, Refusal> {
    const root = agency.roots.get(delegation.rootKid);
    if (root === undefined) return refuse("ATT_ROOT_UNKNOWN");
    if (delegation.agency !== agency.id) return refuse("ATT_CHAIN_ISS");
    const { iat, nbf, exp } = delegation;
    if (Math.max(iat, nbf) > atS + SKEW_S) return refuse("ATT_CHAIN_NOT_YET");
    if (exp + SKEW_S <= atS) return refuse("ATT_CHAIN_EXPIRED");
    if (exp - iat > MAX_DELEGATION_S) return refuse("ATT_TTL", "och");
    if (root.nbf > atS + SKEW_S || root.exp + SKEW_S <= atS) return refuse("ATT_ROOT_EXPIRED");
    return ok();
}
