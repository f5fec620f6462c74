import { err, ok, type Result } from "@valise/base";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { deepFreeze } from "../policy/deepFreeze.ts";
import { type CategorySet, findLevel, findSet, findValue, type Policy } from "../policy/Policy.ts";
import { completeCategories } from "./implied.ts";
import type { Categories, Clearance, Label, LabelRefusal } from "./Label.ts";

/**
 * A label from what a person said: what the policy implies is added (SPEC 3.3), the rest is checked and put into
 * canonical order. Refuses what the policy does not know or allow.
 */
export function makeLabel(said: Label, registry: PolicyRegistry): Result<Label, LabelRefusal> {
    const policy = registry.policy(said.policy);
    if (!policy) return err({ kind: "unknown-policy", policy: said.policy });
    return checkLabel({ ...said, categories: completeCategories(policy, said.categories) }, registry);
}

/** A label from another machine: nothing is added, what is missing is refused (SPEC 3.4). Result is canonical. */
export function checkLabel(label: Label, registry: PolicyRegistry): Result<Label, LabelRefusal> {
    const policy = registry.policy(label.policy);
    if (!policy) return err({ kind: "unknown-policy", policy: label.policy });
    const categories = checkHeld(policy, label);
    if (!categories.ok) return categories;
    const refusal = findExclusion(policy, label.level, categories.value) ?? findMissing(policy, categories.value);
    return refusal
        ? err(refusal)
        : ok(deepFreeze({ policy: policy.id, level: label.level, categories: categories.value }));
}

/** A clearance: every level and value must be known; exclusions do not apply, and nothing is ever implied (SPEC 3.5). */
export function makeClearance(held: Clearance, registry: PolicyRegistry): Result<Clearance, LabelRefusal> {
    const policy = registry.policy(held.policy);
    if (!policy) return err({ kind: "unknown-policy", policy: held.policy });
    const categories = checkHeld(policy, held, "any number");
    if (!categories.ok) return categories;
    return ok(deepFreeze({ policy: policy.id, level: held.level, categories: categories.value }));
}

function checkHeld(
    policy: Policy,
    { level, categories }: Label,
    singles: "one value" | "any number" = "one value",
): Result<Categories, LabelRefusal> {
    if (!findLevel(policy, level)) return err({ kind: "unknown-level", policy: policy.id, level });
    for (const [setId, values] of Object.entries(categories)) {
        const set = findSet(policy, setId);
        if (!set) return err({ kind: "unknown-category", set: setId });
        const refusal = checkValues(set, values);
        if (refusal) return err(refusal);
        if (set.single && values.length > 1 && singles === "one value")
            return err({ kind: "too-many-values", set: setId });
    }
    return ok(inPolicyOrder(policy, categories));
}

function checkValues(set: CategorySet, values: readonly string[]): LabelRefusal | undefined {
    if (values.length === 0) return { kind: "empty-category", set: set.id };
    for (const [at, value] of values.entries()) {
        if (!findValue(set, value)) return { kind: "unknown-value", set: set.id, value };
        if (values.indexOf(value) !== at) return { kind: "duplicate-value", set: set.id, value };
    }
    return undefined;
}

/** Sets and values in the policy's order: one label, one spelling. Expects known values. */
export function inPolicyOrder(policy: Policy, categories: Categories): Categories {
    const ordered: Record<string, readonly string[]> = {};
    for (const set of policy.sets) {
        const given = categories[set.id];
        if (given) ordered[set.id] = set.values.map(({ id }) => id).filter((id) => given.includes(id));
    }
    return ordered;
}

/** The first value that may not stand at this level or beside another one (SPEC 1.4). */
function findExclusion(policy: Policy, level: string, categories: Categories): LabelRefusal | undefined {
    for (const set of policy.sets) {
        for (const id of categories[set.id] ?? []) {
            const value = findValue(set, id);
            if (value?.notLevels?.includes(level)) return { kind: "excluded-at-level", set: set.id, value: id, level };
            const clash = value?.notWith?.find((target) => isPresent(categories, target));
            if (clash !== undefined) return { kind: "excluded-together", set: set.id, value: id, with: clash };
        }
    }
    return undefined;
}

function findMissing(policy: Policy, categories: Categories): LabelRefusal | undefined {
    const complete = completeCategories(policy, categories);
    for (const { id, implied } of policy.sets)
        if (implied && complete[id]?.length !== categories[id]?.length)
            return { kind: "implied-missing", set: id, value: implied.value };
    return undefined;
}

function isPresent(categories: Categories, target: string): boolean {
    const [set = "", value] = target.split(".");
    return value === undefined ? categories[set] !== undefined : (categories[set]?.includes(value) ?? false);
}
