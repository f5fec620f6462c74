import { epochMs } from "@valise/base";
import type { DeskLimitsSnapshot } from "@valise/bridge";
import type { OfficerLimits } from "@valise/clearance/desk";
import type { CategoryValue, PolicyRegistry } from "@valise/labels";
import { markingSnapshot } from "../gate/message/markingSnapshot.ts";

/** What the officer may attest, in the policy's own words. Null where the policy's document is not here. */
export function deskLimits(limits: OfficerLimits, agency: string, registry: PolicyRegistry): DeskLimitsSnapshot | null {
    const policy = registry.policyByUrn(limits.pol);
    if (policy === undefined) return null;
    const claims = new Set(limits.claims);
    return {
        ...{ officer: limits.officer, agency, policy: policy.id },
        levels: policy.levels
            .filter(({ obsolete }) => obsolete !== true)
            .map(({ id }) => ({
                level: id,
                marking: markingSnapshot({ policy: policy.id, level: id, categories: {} }, registry, policy.id),
                allowed: limits.levels.includes(id),
            })),
        categories: policy.sets.flatMap(({ id: set, values }) =>
            values
                .filter(({ id }) => claims.has(`cat:${set}.${id}`))
                .map((value) => ({ set, value: value.id, text: wordsOf(value) })),
        ),
        roles: limits.claims.filter((claim) => claim.startsWith("role:")).map((claim) => claim.slice(5)),
        maxDays: Math.floor(limits.maxTtlS / 86_400),
        expiresAtMs: epochMs(limits.expiresAtS * 1000),
    };
}

const wordsOf = ({ id, text }: CategoryValue): string => Object.values(text ?? {})[0] ?? id;
