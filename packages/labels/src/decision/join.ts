import { err, ok, type Result } from "@valise/base";
import type { Categories, Label, LabelRefusal } from "../label/Label.ts";
import { checkLabel, inPolicyOrder } from "../label/makeLabel.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { type CategorySet, findValue, isLevelAtLeast, type Policy } from "../policy/Policy.ts";
import { covers } from "./covers.ts";

export type JoinRefusal =
    | LabelRefusal
    | { readonly kind: "nothing-to-join" }
    /** Nobody holds what all of them ask; dropping the set would open the content to everyone. */
    | { readonly kind: "empty-permissive"; readonly set: string }
    | { readonly kind: "unrelated-policies"; readonly policies: readonly string[] };

/**
 * The least label that covers all of them (SPEC 6.4): highest level, union of restrictive and informative values,
 * intersection of permissive ones. Refuses where that would widen access. Independent of the order of its input, so
 * that every client resolves a fork alike.
 */
export function join(labels: readonly Label[], registry: PolicyRegistry): Result<Label, JoinRefusal> {
    const perPolicy: Label[] = [];
    for (const id of [...new Set(labels.map(({ policy }) => policy))].sort()) {
        const policy = registry.policy(id);
        if (!policy) return err({ kind: "unknown-policy", policy: id });
        const joined = joinWithin(
            policy,
            labels.filter((label) => label.policy === id),
            registry,
        );
        if (!joined.ok) return joined;
        perPolicy.push(joined.value);
    }
    if (perPolicy.length === 0) return err({ kind: "nothing-to-join" });
    // Foreign labels are never rewritten: one of them must already keep out whoever the others keep out.
    const top = perPolicy.find((upper) => perPolicy.every((lower) => covers(upper, lower, registry).ok));
    return top ? ok(top) : err({ kind: "unrelated-policies", policies: perPolicy.map(({ policy }) => policy) });
}

function joinWithin(policy: Policy, labels: readonly Label[], registry: PolicyRegistry): Result<Label, JoinRefusal> {
    for (const label of labels) {
        const valid = checkLabel(label, registry);
        if (!valid.ok) return valid;
    }
    const level = labels.map((label) => label.level).reduce((a, b) => (isLevelAtLeast(policy, a, b) ? a : b));
    const categories: Record<string, readonly string[]> = {};
    for (const set of policy.sets) {
        const stated = labels.flatMap((label) => label.categories[set.id] ?? []);
        if (stated.length === 0) continue;
        const values = joinSet(set, labels).filter((id) => mayNarrowTo(set, id, level));
        if (values.length > 0) categories[set.id] = values;
        else if (set.kind === "permissive") return err({ kind: "empty-permissive", set: set.id });
    }
    return checkLabel({ policy: policy.id, level, categories: inPolicyOrder(policy, categories) }, registry);
}

/** A label that does not say a permissive set lets everyone in, so it does not take part in the intersection. */
function joinSet(set: CategorySet, labels: readonly Label[]): readonly string[] {
    const given = labels.flatMap(({ categories }) =>
        categories[set.id] ? [categories[set.id] as readonly string[]] : [],
    );
    if (set.kind === "permissive") return given.reduce((a, b) => a.filter((value) => b.includes(value)));
    return [...new Set(given.flat())];
}

/** Leaving out a permissive or informative value that the joined level excludes never widens; a restrictive one stays. */
function mayNarrowTo(set: CategorySet, id: string, level: string): boolean {
    return set.kind === "restrictive" || !findValue(set, id)?.notLevels?.includes(level);
}

/**
 * The greatest label that all of them cover, within one policy: lowest level, common restrictive values, all
 * permissive ones (a set that one of them leaves out is left out). For ceilings, never for marking content.
 */
export function meet(labels: readonly Label[], registry: PolicyRegistry): Result<Label, JoinRefusal> {
    const [first] = labels;
    if (!first) return err({ kind: "nothing-to-join" });
    const policy = registry.policy(first.policy);
    if (!policy) return err({ kind: "unknown-policy", policy: first.policy });
    const policies = [...new Set(labels.map((label) => label.policy))].sort();
    if (policies.length > 1) return err({ kind: "unrelated-policies", policies });
    const level = labels.map((label) => label.level).reduce((a, b) => (isLevelAtLeast(policy, a, b) ? b : a));
    const categories: Record<string, readonly string[]> = {};
    for (const set of policy.sets) {
        const given = labels.map((label) => label.categories[set.id] ?? []);
        if (given.some((values) => values.length === 0)) continue;
        const all = [...new Set(given.flat())];
        const values =
            set.kind === "permissive" ? all : all.filter((value) => given.every((one) => one.includes(value)));
        if (values.length > 0) categories[set.id] = values;
    }
    return checkLabel(
        { policy: policy.id, level, categories: inPolicyOrder(policy, categories) as Categories },
        registry,
    );
}
