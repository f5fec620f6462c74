import type { z } from "zod";
import type { policySchema, relationSchema } from "./policySchema.ts";

/** A marking policy, checked and frozen: levels in ascending order, sets in the order in which they are printed. */
export type Policy = z.output<typeof policySchema>;
export type Level = Policy["levels"][number];
export type CategorySet = Policy["sets"][number];
export type CategoryValue = CategorySet["values"][number];
export type CategoryKind = CategorySet["kind"];
export type SetText = NonNullable<CategorySet["portion"]>;

/** A directed statement between two levels of two policies; absence of one means no (SPEC 2.1). */
export type Relation = z.output<typeof relationSchema>;

export function findLevel(policy: Policy, id: string): Level | undefined {
    return policy.levels.find((level) => level.id === id);
}

export function findSet(policy: Policy, id: string): CategorySet | undefined {
    return policy.sets.find((set) => set.id === id);
}

export function findValue(set: CategorySet, id: string): CategoryValue | undefined {
    return set.values.find((value) => value.id === id);
}

/**
 * Whether `level` is at or above `floor` in their own policy. The position is never compared across policies
 * (SPEC 2.2), and a level that the policy does not have is above nothing and below nothing.
 */
export function isLevelAtLeast(policy: Policy, level: string, floor: string): boolean {
    const held = policy.levels.findIndex(({ id }) => id === level);
    const asked = policy.levels.findIndex(({ id }) => id === floor);
    return held >= 0 && asked >= 0 && held >= asked;
}

/** Every level at or below `level`, lowest first; empty for a level that the policy does not have. */
export function levelsUpTo(policy: Policy, level: string): readonly Level[] {
    return policy.levels.filter(({ id }) => isLevelAtLeast(policy, level, id));
}
