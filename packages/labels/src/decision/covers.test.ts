import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLabel, labelOf, policyFor, threeLabels, twoLabels } from "../../test/arbitraries.ts";
import { label, registry } from "../../test/registry.ts";
import type { Categories, Clearance, Label } from "../label/Label.ts";
import type { Policy } from "../policy/Policy.ts";
import { covers, sameReaders } from "./covers.ts";
import { dominates } from "./dominates.ts";

const covered = (upper: Label, lower: Label) => covers(upper, lower, registry).ok;

/** One clearance for every choice of permissive values: the weakest readers that the label admits. */
function weakestReaders({ policy, level, categories }: Label): readonly Clearance[] {
    let held: Categories[] = [{}];
    for (const set of policyFor({ policy, level, categories }).sets) {
        const values = categories[set.id];
        if (!values || set.kind === "informative") continue;
        if (set.kind === "restrictive") held = held.map((one) => ({ ...one, [set.id]: values }));
        else held = held.flatMap((one) => values.map((value) => ({ ...one, [set.id]: [value] })));
    }
    return held.map((one) => ({ policy, level, categories: one }));
}

describe("covers", () => {
    it("orders labels by who may read them", () => {
        expect(covered(label("FR/S"), label("FR/DR"))).toBe(true);
        expect(covered(label("FR/DR"), label("FR/S"))).toBe(false);
        expect(covered(label("FR/DR REL=FRA"), label("FR/DR REL=FRA,DEU"))).toBe(true);
        expect(covered(label("FR/DR REL=FRA,DEU"), label("FR/DR REL=FRA"))).toBe(false);
        expect(covered(label("FR/DR REL=FRA,DEU"), label("FR/DR"))).toBe(true);
        expect(covered(label("FR/S"), label("FR/DR REL=FRA,DEU"))).toBe(false);
    });

    it("holds across policies where every reader of the upper is let in", () => {
        expect(covered(label("DE/G REL=DEU"), label("FR/DR REL=FRA,DEU"))).toBe(true);
        expect(covered(label("DE/G REL=DEU,ITA"), label("FR/DR REL=FRA,DEU"))).toBe(false);
        expect(covered(label("DE/G"), label("FR/DR REL=FRA,DEU"))).toBe(false);
        expect(covered(label("NATO/TS"), label("FR/DR"))).toBe(false);
    });
});

describe("laws of covers", () => {
    it("is reflexive", () => {
        fc.assert(fc.property(anyLabel, (one) => covered(one, one)));
    });

    it("is transitive", () => {
        fc.assert(
            fc.property(threeLabels, ([a, b, c]) => {
                if (covered(a, b) && covered(b, c)) expect(covered(a, c)).toBe(true);
            }),
        );
    });

    it("is antisymmetric but for informative values", () => {
        const deciding = (one: Label) => ({
            ...one,
            categories: Object.fromEntries(
                policyFor(one)
                    .sets.filter(({ id, kind }) => kind !== "informative" && one.categories[id])
                    .map(({ id }) => [id, one.categories[id]]),
            ),
        });
        fc.assert(
            fc.property(twoLabels, ([a, b]) => {
                if (sameReaders(a, b, registry)) expect(deciding(a)).toEqual(deciding(b));
            }),
        );
    });

    it("is sound: whoever surely reads the upper reads the lower, also across policies", () => {
        const relatedPolicies = fc.constantFrom("FR FR", "NATO NATO", "US US", "DE FR", "FR DE", "FR EU", "DE EU");
        const related = relatedPolicies.chain((ids) => {
            const [from, to] = ids.split(" ").map((id) => registry.policy(id) as Policy) as [Policy, Policy];
            return fc.tuple(labelOf(from), labelOf(to));
        });
        fc.assert(
            fc.property(related, ([upper, lower]) => {
                fc.pre(covered(upper, lower));
                for (const reader of weakestReaders(upper)) expect(dominates(reader, lower, registry).ok).toBe(true);
            }),
        );
    });

    it("is exact: where it says no, some reader of the upper may not read the lower", () => {
        fc.assert(
            fc.property(twoLabels, ([upper, lower]) => {
                const all = weakestReaders(upper).every((reader) => dominates(reader, lower, registry).ok);
                expect(covered(upper, lower)).toBe(all);
            }),
            { numRuns: 300 },
        );
    });
});
