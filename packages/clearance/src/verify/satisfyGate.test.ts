import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testPolicies } from "../../test/charters.ts";
import { POL, POL_EU } from "../../test/world.ts";
import { type ClaimName, isClaimName } from "../attestation/claimNames.ts";
import type { PolicyLookup } from "../policy/PolicyLookup.ts";
import { type GateAsks, satisfyGate } from "./satisfyGate.ts";

const CATEGORIES = ["REL.FRA", "REL.DEU", "MENTION.SF", "MENTION.CRYPTO", "INFO.X"];
const claims = fc
    .tuple(fc.nat(3), fc.subarray(CATEGORIES), fc.subarray(["CRISIS", "CHARTER"]))
    .map(([levels, categories, roles]): ClaimName[] =>
        [
            ...["NP", "DR", "S"].slice(0, levels).map((name) => `lvl:${name}`),
            ...categories.map((name) => `cat:${name}`),
            ...roles.map((name) => `role:${name}`),
        ].filter(isClaimName),
    );

const asks: fc.Arbitrary<GateAsks> = fc
    .tuple(fc.constantFrom("NP", "DR", "S"), fc.subarray(CATEGORIES), fc.subarray(["CRISIS"]))
    .map(([lvl, categories, roles]) => {
        const cat: Record<string, string[]> = {};
        for (const [set = "", value = ""] of categories.map((name) => name.split(".")))
            cat[set] = [...(cat[set] ?? []), value];
        return { label: { pol: POL, lvl, cat }, roles };
    });

describe("what a gate is shown", () => {
    it("is enough, and nothing of it can be left out", () => {
        let met = 0;
        fc.assert(
            fc.property(claims, asks, (held, asked) => {
                const shown = satisfyGate(testPolicies, POL, held, asked);
                if (shown === undefined) return;
                met++;
                expect(shown.every((name) => held.includes(name))).toBe(true);
                expect(satisfyGate(testPolicies, POL, shown, asked)?.sort()).toEqual([...shown].sort());
                for (const left of shown) {
                    expect(
                        satisfyGate(
                            testPolicies,
                            POL,
                            shown.filter((name) => name !== left),
                            asked,
                        ),
                    ).toBeUndefined();
                }
            }),
            { numRuns: 500 },
        );
        expect(met).toBeGreaterThan(30);
    });

    it("never gets less by showing more", () => {
        fc.assert(
            fc.property(claims, claims, asks, (held, more, asked) => {
                if (satisfyGate(testPolicies, POL, held, asked) === undefined) return;
                expect(satisfyGate(testPolicies, POL, [...new Set([...held, ...more])], asked)).toBeDefined();
            }),
        );
    });

    it("takes a higher level of another policy where only its relation carries the sets asked for", () => {
        const policies: PolicyLookup = {
            ...testPolicies,
            levelsOf: (pol) => (pol === POL_EU ? ["R", "S"] : testPolicies.levelsOf(pol)),
            equalsIn: (_pol, lvl) =>
                lvl === "R" ? { lvl: "DR", sets: new Map() } : { lvl: "S", sets: new Map([["REL", "REL"]]) },
        };
        const held: ClaimName[] = ["lvl:R", "lvl:S", "cat:REL.FRA"];
        const show = (cat: Record<string, string[]>) =>
            satisfyGate(policies, POL_EU, held, { label: { pol: POL, lvl: "DR", cat }, roles: [] });
        expect(show({})).toEqual(["lvl:R"]);
        expect(show({ REL: ["FRA"] })).toEqual(["lvl:S", "cat:REL.FRA"]);
        expect(show({ REL: ["DEU"] })).toBeUndefined();
    });
});
