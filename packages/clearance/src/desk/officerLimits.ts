import { ok, type Result } from "@valise/base";
import type { Officer } from "../attestation/issueAttestation.ts";
import { thumbprintOf } from "../crypto/jwk.ts";
import { parseCompactJws } from "../encoding/jws.ts";
import { memberOf } from "../encoding/strictJson.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { TrustContext } from "../verify/TrustContext.ts";
import { verifyDelegation } from "../verify/verifyDelegation.ts";

/** What an officer's own delegation allows, for the officer to see before deciding. */
export interface OfficerLimits {
    readonly officer: string;
    readonly agency: string;
    readonly pol: string;
    /** Lowest first; the last is the highest the officer may attest, after the bundle's own cap. */
    readonly levels: readonly string[];
    /** `cat:` and `role:` names. */
    readonly claims: readonly string[];
    readonly servers: readonly string[];
    readonly maxTtlS: number;
    readonly expiresAtS: number;
    readonly pad: number;
    readonly uri: string;
    readonly statusIdx: number;
}

/** Reads the delegation as every verifier would now, and says what it covers and for which agency (SPEC 12.6). */
export async function readOfficerLimits(
    officer: Officer,
    context: TrustContext,
): Promise<Result<OfficerLimits, Refusal>> {
    const jws = parseCompactJws(officer.delegation);
    if (jws === undefined) return refuse("ATT_MALFORMED", "och");
    const issuer = memberOf(jws.payload, "iss");
    const agency = typeof issuer === "string" ? context.bundle.agencies.get(issuer) : undefined;
    if (agency === undefined) return refuse("ATT_ISSUER_UNKNOWN");
    const read = await verifyDelegation(officer.delegation, agency, context.nowS, context);
    if (!read.ok) return read;
    const { officer: name, officerKid, exp, grant, status } = read.value;
    if (officerKid !== (await thumbprintOf(context.crypto, officer.signer.jwk))) return refuse("ATT_CHAIN_KID");
    const [pol] = grant.pol;
    const all = context.policies.levelsOf(pol) ?? [];
    const cap = all.indexOf(agency.maxLvl.get(pol) ?? "");
    return ok({
        ...{ officer: name, agency: agency.id, pol, claims: grant.claims, maxTtlS: grant.maxTtl, expiresAtS: exp },
        levels: all.slice(0, Math.min(grant.maxLvl, cap) + 1),
        servers: grant.hs.filter((server) => agency.hs.has(server)),
        ...{ pad: agency.pad, uri: status.uri, statusIdx: status.idx },
    });
}
