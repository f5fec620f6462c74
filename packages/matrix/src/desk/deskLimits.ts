import { epochMs } from "@valise/base";
import type { DeskLimitsSnapshot, MarkingSnapshot } from "@valise/bridge";
import type { OfficerLimits } from "@valise/clearance/desk";
import type { CategoryValue, Label, Policy, PolicyRegistry } from "@valise/labels";
import { markingSnapshot } from "../gate/message/markingSnapshot.ts";
import { defaultAdmission } from "../gate/room/charterWish.ts";

/** What the officer may attest, in the policy's own words. Null where the policy's document is not here. */
export function deskLimits(limits: OfficerLimits, agency: string, registry: PolicyRegistry): DeskLimitsSnapshot | null {
    const policy = registry.policyByUrn(limits.pol);
    if (policy === undefined) return null;
    const claims = new Set(limits.claims);
    const labelOf = (level: string): Label => ({ policy: policy.id, level, categories: {} });
    const markingOf = (level: string) => markingSnapshot(labelOf(level), registry, policy.id);
    const levels = issuedOf(policy);
    return {
        ...{ officer: limits.officer, agency, policy: policy.id },
        levels: levels.map((level) => ({
            level,
            marking: markingOf(level),
            allowed: limits.levels.includes(level),
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

/** The highest level that is open to all who are cleared for it. Null where the policy's document is not here. */
export function deskMarking(pol: string, registry: PolicyRegistry): MarkingSnapshot | null {
    const policy = registry.policyByUrn(pol);
    if (policy === undefined) return null;
    const labels = issuedOf(policy).map((level): Label => ({ policy: policy.id, level, categories: {} }));
    const own = labels.findLast((label) => defaultAdmission(label, registry) === "cleared") ?? labels[0];
    return own === undefined ? null : markingSnapshot(own, registry, policy.id);
}

/** Levels that are still issued, lowest first. */
const issuedOf = ({ levels }: Policy) => levels.filter(({ obsolete }) => obsolete !== true).map(({ id }) => id);

const wordsOf = ({ id, text }: CategoryValue): string => Object.values(text ?? {})[0] ?? id;
