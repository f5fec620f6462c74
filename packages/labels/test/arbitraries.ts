import fc from "fast-check";
import {
    type Categories,
    type Clearance,
    findLevel,
    type Label,
    makeClearance,
    makeLabel,
    type Policy,
} from "../src/index.ts";
import { registry } from "./registry.ts";

/** Few values a set, so that labels and clearances meet; always the implied one, which most labels carry. */
function choices(policy: Policy, level?: string): Record<string, readonly string[]> {
    return Object.fromEntries(
        policy.sets.map((set) => {
            const open = set.values.filter(({ notLevels }) => level === undefined || !notLevels?.includes(level));
            const ids = open.slice(0, 3).map(({ id }) => id);
            const implied = set.implied && open.some(({ id }) => id === set.implied?.value) ? [set.implied.value] : [];
            return [set.id, [...new Set([...ids, ...implied])]];
        }),
    );
}

function categories(from: Record<string, readonly string[]>): fc.Arbitrary<Categories> {
    const sets = Object.entries(from).filter(([, values]) => values.length > 0);
    return fc
        .tuple(
            ...sets.map(([id, values]) =>
                fc
                    .option(fc.subarray([...values], { minLength: 1 }), { nil: undefined })
                    .map((chosen) => [id, chosen] as const),
            ),
        )
        .map((entries) => Object.fromEntries(entries.filter(([, chosen]) => chosen !== undefined)) as Categories);
}

export const anyPolicy = fc.constantFrom(...registry.policies);

/** Every valid label of a policy, over a few values of each set. */
export function labelOf(policy: Policy): fc.Arbitrary<Label> {
    return fc
        .constantFrom(...policy.levels)
        .chain(({ id }) =>
            categories(choices(policy, id)).map((chosen) => ({ policy: policy.id, level: id, categories: chosen })),
        )
        .map((said) => makeLabel(said, registry))
        .filter((made) => made.ok)
        .map((made) => made.value);
}

export function clearanceOf(policy: Policy): fc.Arbitrary<Clearance> {
    return fc
        .constantFrom(...policy.levels)
        .chain(({ id }) =>
            categories(choices(policy)).map((held) => ({ policy: policy.id, level: id, categories: held })),
        )
        .map((held) => makeClearance(held, registry))
        .filter((made) => made.ok)
        .map((made) => made.value);
}

export const anyLabel = anyPolicy.chain(labelOf);
export const anyClearance = anyPolicy.chain(clearanceOf);

/** Two labels of one policy, and three. */
export const twoLabels = anyPolicy.chain((policy) => fc.tuple(labelOf(policy), labelOf(policy)));
export const threeLabels = anyPolicy.chain((policy) => fc.tuple(labelOf(policy), labelOf(policy), labelOf(policy)));

/** A label and a clearance of the same policy. */
export const labelAndClearance = anyPolicy.chain((policy) => fc.tuple(labelOf(policy), clearanceOf(policy)));

/** The label's policy; labels made here always have one. */
export function policyFor({ policy, level }: Label): Policy {
    const known = registry.policy(policy);
    if (!known || !findLevel(known, level)) throw new Error("a label of no policy");
    return known;
}
