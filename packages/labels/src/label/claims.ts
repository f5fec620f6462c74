import { err, type Result } from "@valise/base";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { findLevel, isLevelAtLeast, levelsUpTo, type Policy } from "../policy/Policy.ts";
import type { Clearance, LabelRefusal } from "./Label.ts";
import { makeClearance } from "./makeLabel.ts";

export type ClaimsRefusal =
    | LabelRefusal
    | { readonly kind: "no-level" }
    | { readonly kind: "claim-syntax"; readonly claim: string };

const CLAIM = /^(?:lvl:(?<level>[A-Z0-9_-]+)|cat:(?<set>[A-Z0-9_-]+)\.(?<value>[A-Z0-9_-]+))$/;

/** Attested names of a clearance: `lvl:` for every level it reaches, `cat:SET.VALUE` for every value (SPEC 3.6). */
export function formatClaims(clearance: Clearance, registry: PolicyRegistry): readonly string[] {
    const policy = registry.policy(clearance.policy);
    const levels = policy ? levelsUpTo(policy, clearance.level) : [];
    return [
        ...levels.map(({ id }) => `lvl:${id}`),
        ...Object.entries(clearance.categories).flatMap(([set, values]) =>
            values.map((value) => `cat:${set}.${value}`),
        ),
    ];
}

/**
 * The clearance that shown claims amount to, under the policy with this URN. `role:` claims are not about labels and
 * are passed over; any other name that the policy does not know is refused.
 */
export function parseClaims(
    policyUrn: string,
    claims: readonly string[],
    registry: PolicyRegistry,
): Result<Clearance, ClaimsRefusal> {
    const policy = registry.policyByUrn(policyUrn);
    if (!policy) return err({ kind: "unknown-policy", policy: policyUrn });
    const categories: Record<string, string[]> = {};
    let level: string | undefined;
    for (const claim of claims) {
        if (claim.startsWith("role:")) continue;
        const { groups } = CLAIM.exec(claim) ?? {};
        if (!groups) return err({ kind: "claim-syntax", claim });
        const { level: shown, set, value } = groups;
        if (shown !== undefined) {
            if (!findLevel(policy, shown)) return err({ kind: "unknown-level", policy: policy.id, level: shown });
            level = higher(policy, level, shown);
        } else if (set !== undefined && value !== undefined) {
            categories[set] = [...(Object.hasOwn(categories, set) ? (categories[set] ?? []) : []), value];
        }
    }
    return level === undefined
        ? err({ kind: "no-level" })
        : makeClearance({ policy: policy.id, level, categories }, registry);
}

function higher(policy: Policy, a: string | undefined, b: string): string {
    return a !== undefined && isLevelAtLeast(policy, a, b) ? a : b;
}
