import { ok, type Result } from "@valise/base";
import { type ClaimName, valuesOf } from "../attestation/claimNames.ts";
import type { OfficerGrant } from "../attestation/wire.ts";
import { levelIndex, type PolicyLookup } from "../policy/PolicyLookup.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { TrustedAgency } from "../trust/TrustBundle.ts";
import { fittingLevels, type GateAsks } from "./satisfyGate.ts";

/**
 * Step 13 (SPEC 5.13): the clearance's policy is the officer's to attest and covers the room's, every level shown is known
 * and within both caps counted in the holder's own policy, and every other claim is in the grant.
 */
export function checkCoverage(
    pol: string,
    claims: readonly ClaimName[],
    grant: OfficerGrant,
    agency: TrustedAgency,
    policies: PolicyLookup,
    asks: GateAsks | undefined,
): Result<void, Refusal> {
    if (grant.pol[0] !== pol || policies.levelsOf(pol) === undefined) return refuse("ATT_POLICY");
    if (asks !== undefined && pol !== asks.label.pol && fittingLevels(policies, pol, claims, asks.label).length === 0) {
        return refuse("ATT_POLICY");
    }
    const levels = valuesOf(claims, "lvl").map((lvl) => levelIndex(policies, pol, lvl));
    if (levels.includes(undefined)) return refuse("ATT_SD_CLAIM", "lvl");
    const cap = levelIndex(policies, pol, agency.maxLvl.get(pol) ?? "");
    if (cap === undefined || levels.some((level) => level === undefined || level > Math.min(cap, grant.maxLvl))) {
        return refuse("ATT_GRANT_LEVEL");
    }
    const others = claims.filter((name) => !name.startsWith("lvl:"));
    return others.every((name) => grant.claims.includes(name)) ? ok() : refuse("ATT_GRANT_CLAIM");
}
