import type { Policy } from "../policy/Policy.ts";
import type { Categories } from "./Label.ts";

/** Adds each implied value where its set is said, or where neither the set nor an alternative is said (SPEC 3.3). */
export function completeCategories(policy: Policy, categories: Categories): Categories {
    const complete: Record<string, readonly string[]> = { ...categories };
    for (const { id, implied } of policy.sets) {
        if (!implied) continue;
        const given = categories[id];
        if (given === undefined && implied.unless.some((other) => categories[other] !== undefined)) continue;
        if (!given?.includes(implied.value)) complete[id] = [...(given ?? []), implied.value];
    }
    return complete;
}

/** The fewest words that complete to the same categories (SPEC 3.3); used by every form that is written. */
export function withoutImplied(policy: Policy, categories: Categories): Categories {
    let shorter: Categories = categories;
    for (const { id, implied } of policy.sets) {
        const given = shorter[id];
        if (!implied || !given?.includes(implied.value)) continue;
        const { [id]: _, ...rest } = shorter;
        const kept = given.filter((value) => value !== implied.value);
        const candidate = kept.length > 0 ? { ...shorter, [id]: kept } : rest;
        if (sameCategories(completeCategories(policy, candidate), categories)) shorter = candidate;
    }
    return shorter;
}

/** Whether two category records hold the same values, in any order. */
export function sameCategories(a: Categories, b: Categories): boolean {
    const within = (one: Categories, other: Categories) =>
        Object.entries(one).every(([set, values]) => values.every((value) => other[set]?.includes(value)));
    return within(a, b) && within(b, a);
}
