import { err, ok, type Result } from "@valise/base";
import { formatClaims, type NotationRefusal, type PolicyRegistry, parseClearance } from "@valise/labels";
import { type ClaimName, isClaimName } from "../attestation/claimNames.ts";
import type { Issued } from "./Register.ts";

export type WishRefusal =
    | { readonly kind: "clearance-invalid"; readonly reason: NotationRefusal }
    | { readonly kind: "role-invalid"; readonly role: string };

/** What is to be attested, in claim names. */
export interface WishedClaims {
    readonly pol: string;
    readonly claims: readonly ClaimName[];
    /** The policy's lowest level and nothing else: no category, no role. */
    readonly isLowestLevel: boolean;
}

/** `FR/S REL=FRA,DEU` and roles, as claims (SPEC 12.6): every dominated level, every value, each role once. */
export function wishedClaims(
    want: string,
    roles: readonly string[],
    registry: PolicyRegistry,
): Result<WishedClaims, WishRefusal> {
    const clearance = parseClearance(want, registry);
    if (!clearance.ok) return err({ kind: "clearance-invalid", reason: clearance.error });
    const policy = registry.policy(clearance.value.policy);
    if (policy === undefined) throw new Error("a parsed clearance has a known policy");
    const roleClaims: ClaimName[] = [];
    for (const role of new Set(roles)) {
        const claim = `role:${role}`;
        if (!isClaimName(claim)) return err({ kind: "role-invalid", role });
        roleClaims.push(claim);
    }
    const claims = formatClaims(clearance.value, registry).filter(isClaimName);
    const isLowestLevel = clearance.value.level === policy.levels[0]?.id && claims.length + roleClaims.length === 1;
    return ok({ pol: policy.urn, claims: [...claims, ...roleClaims], isLowestLevel });
}

/** What signing would change for the person, shown before it is done. */
export interface IssueConsequences {
    readonly gains: readonly ClaimName[];
    readonly loses: readonly ClaimName[];
    /** The attestation that stands now; it goes on until it ends, unless it is revoked. */
    readonly replaces: Issued | null;
    /** Seconds; earlier than asked where the officer's grant or own delegation ends first. */
    readonly expiresAtS: number;
}

export function issueConsequences(
    claims: readonly ClaimName[],
    current: Issued | null,
    expiresAtS: number,
): IssueConsequences {
    const before = new Set(current?.claims ?? []);
    const after = new Set(claims);
    return {
        gains: claims.filter((claim) => !before.has(claim)),
        loses: [...before].filter((claim) => !after.has(claim)),
        replaces: current,
        expiresAtS,
    };
}
