import { unwrap } from "@valise/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyClearance, anyLabel, clearanceOf, labelAndClearance, policyFor } from "../../test/arbitraries.ts";
import { clearance, label, registry } from "../../test/registry.ts";
import type { Label } from "../label/Label.ts";
import { createPolicyRegistry, type PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { covers } from "./covers.ts";
import { dominates } from "./dominates.ts";

const reads = (held: string, asked: string) => {
    const decision = dominates(clearance(held), label(asked), registry);
    return decision.ok ? "reads" : decision.error;
};

describe("dominates", () => {
    it("asks for the level, every restrictive and one permissive value", () => {
        expect(reads("FR/S REL=DEU", "FR/DR REL=FRA,DEU")).toBe("reads");
        expect(reads("FR/NP REL=DEU", "FR/DR REL=FRA,DEU")).toEqual({
            kind: "level-too-low",
            asked: "FR/DR",
            held: "FR/NP",
        });
        expect(reads("FR/S REL=ITA", "FR/DR REL=FRA,DEU")).toEqual({
            kind: "permissive-missing",
            set: "REL",
            anyOf: ["FRA", "DEU"],
        });
        expect(reads("FR/TS", "FR/S MENTION=SF")).toEqual({ kind: "restrictive-missing", set: "MENTION", value: "SF" });
        expect(reads("US/TS SCI=SI", "US/TS SCI=SI,TK")).toEqual({
            kind: "restrictive-missing",
            set: "SCI",
            value: "TK",
        });
    });

    it("opens across policies only by a stated equals", () => {
        expect(reads("DE/G REL=DEU", "FR/DR REL=FRA,DEU")).toBe("reads");
        expect(reads("DE/G REL=ITA", "FR/DR REL=FRA,DEU")).toMatchObject({ kind: "permissive-missing" });
        // handle-as says how to protect, never who may read.
        expect(reads("NATO/TS REL=NATO", "FR/DR")).toEqual({ kind: "no-relation", from: "NATO/TS", to: "FR" });
        // FR to DE and DE to EU/R are stated; FR/DR to EU/R is not, and two relations make no third.
        expect(reads("FR/DR", "EU/R")).toMatchObject({ kind: "no-relation" });
        expect(reads("TLP/RED", "FR/NP")).toMatchObject({ kind: "no-relation" });
    });

    it("reaches a lower level of the other policy through the holes of its own", () => {
        // France has no CONFIDENTIEL any more: SECRET reads EU CONFIDENTIAL, DIFFUSION RESTREINTE does not.
        expect(reads("FR/S", "EU/C")).toBe("reads");
        expect(reads("FR/S", "EU/TS")).toEqual({ kind: "level-too-low", asked: "EU/TS", held: "FR/S" });
    });

    it("does not carry a restrictive value across a relation that does not map it", () => {
        expect(reads("DE/SG REL=DEU", "FR/S MENTION=SF")).toMatchObject({ kind: "restrictive-missing", value: "SF" });
    });

    it("translates only the sets that the relation maps", () => {
        const fact = { source: "test", checked: false };
        const relation = { from: "EU/S", to: "FR/S", relation: "equals" as const, basis: "test", fact };
        const [unmapped, mapped] = [relation, { ...relation, sets: { REL: "REL" } }].map((one) =>
            unwrap(createPolicyRegistry(registry.policies, [one])),
        ) as [PolicyRegistry, PolicyRegistry];
        const held = clearance("EU/S REL=FRA");
        expect(dominates(held, label("FR/S"), unmapped).ok).toBe(true);
        expect(dominates(held, label("FR/S REL=FRA,DEU"), mapped).ok).toBe(true);
        expect(dominates(held, label("FR/S REL=FRA,DEU"), unmapped)).toMatchObject({
            error: { kind: "permissive-missing" },
        });
        expect(covers(label("EU/S REL=FRA"), label("FR/S REL=FRA,DEU"), unmapped).ok).toBe(false);
    });

    it("keeps false friends apart: names alike are no relation", () => {
        for (const [held, asked] of [
            ["US/S", "UK/S"],
            ["UK/S", "FR/S"],
            ["US/TS", "UK/TS"],
            ["EU/S", "FR/S"],
        ] as const)
            expect(reads(held, asked)).toMatchObject({ kind: "no-relation" });
    });

    it("says no to a policy, level, set or value it does not know", () => {
        const holder = clearance("FR/TS REL=FRA MENTION=SF");
        const strange: [Partial<Label>, string][] = [
            [{ policy: "XX" }, "unknown-policy"],
            [{ level: "ULTRA" }, "unknown-level"],
            [{ categories: { CODE: ["X"] } }, "unknown-category"],
            [{ categories: { REL: ["FRA", "XXX"] } }, "unknown-value"],
            [{ categories: { REL: [] } }, "empty-category"],
        ];
        for (const [part, kind] of strange) {
            const decision = dominates(holder, { ...label("FR/DR"), ...part }, registry);
            expect(decision).toMatchObject({ ok: false, error: { kind } });
        }
        const nobody = dominates({ ...holder, level: "ULTRA" }, label("FR/NP"), registry);
        expect(nobody).toMatchObject({ ok: false, error: { kind: "unknown-level" } });
    });
});

describe("laws of dominates", () => {
    const policies = registry.policies;

    it("a restrictive value more never widens", () => {
        fc.assert(
            fc.property(labelAndClearance, ([asked, held]) => {
                for (const set of policyFor(asked).sets.filter(({ kind }) => kind === "restrictive"))
                    for (const { id } of set.values) {
                        const values = new Set([...(asked.categories[set.id] ?? []), id]);
                        const narrower = { ...asked, categories: { ...asked.categories, [set.id]: [...values] } };
                        if (dominates(held, narrower, registry).ok)
                            expect(dominates(held, asked, registry).ok).toBe(true);
                    }
            }),
        );
    });

    it("a permissive value less never widens", () => {
        fc.assert(
            fc.property(labelAndClearance, ([asked, held]) => {
                for (const set of policyFor(asked).sets.filter(({ kind }) => kind === "permissive"))
                    for (const gone of asked.categories[set.id] ?? []) {
                        const values = (asked.categories[set.id] ?? []).filter((id) => id !== gone);
                        const narrower = { ...asked, categories: { ...asked.categories, [set.id]: values } };
                        if (dominates(held, narrower, registry).ok)
                            expect(dominates(held, asked, registry).ok).toBe(true);
                    }
            }),
        );
    });

    it("a value or a level more in a clearance never closes", () => {
        const pair = fc.tuple(anyLabel, anyClearance, anyClearance);
        fc.assert(
            fc.property(pair, ([asked, held, more]) => {
                fc.pre(held.policy === more.policy && dominates(held, asked, registry).ok);
                const categories: Record<string, readonly string[]> = { ...held.categories };
                for (const [set, values] of Object.entries(more.categories))
                    categories[set] = [...new Set([...(categories[set] ?? []), ...values])];
                expect(dominates({ ...held, categories }, asked, registry).ok).toBe(true);
                const top = policyFor(held).levels.at(-1)?.id ?? "";
                expect(dominates({ ...held, level: top }, asked, registry).ok).toBe(true);
            }),
        );
    });

    it("informative values decide nothing", () => {
        fc.assert(
            fc.property(labelAndClearance, ([asked, held]) => {
                const informative = new Set(
                    policyFor(asked)
                        .sets.filter(({ kind }) => kind === "informative")
                        .map(({ id }) => id),
                );
                const kept = Object.fromEntries(
                    Object.entries(asked.categories).filter(([set]) => !informative.has(set)),
                );
                expect(dominates(held, { ...asked, categories: kept }, registry).ok).toBe(
                    dominates(held, asked, registry).ok,
                );
            }),
        );
    });

    it("without relations, no clearance reads another policy", () => {
        const alone = createPolicyRegistry(policies, []);
        if (!alone.ok) throw new Error("the shipped policies make a registry");
        fc.assert(
            fc.property(anyLabel, anyClearance, (asked, held) => {
                fc.pre(asked.policy !== held.policy);
                expect(dominates(held, asked, alone.value)).toMatchObject({
                    ok: false,
                    error: { kind: "no-relation" },
                });
            }),
        );
    });

    it("decides the same as the definition, value by value", () => {
        fc.assert(
            fc.property(labelAndClearance, ([asked, held]) => {
                const { levels, sets } = policyFor(asked);
                const at = (level: string) => levels.findIndex(({ id }) => id === level);
                const holds = (set: string, id: string) => held.categories[set]?.includes(id) ?? false;
                const expected =
                    at(held.level) >= at(asked.level) &&
                    sets.every(({ id, kind }) => {
                        const values = asked.categories[id];
                        if (!values || kind === "informative") return true;
                        return kind === "restrictive"
                            ? values.every((v) => holds(id, v))
                            : values.some((v) => holds(id, v));
                    });
                expect(dominates(held, asked, registry).ok).toBe(expected);
            }),
        );
    });

    it("never throws, whatever it is given", () => {
        const word = fc.oneof(fc.constantFrom("FR", "DR", "REL", "FRA", "__proto__", "constructor"), fc.string());
        const wild = fc.record({
            policy: word,
            level: word,
            categories: fc.dictionary(word, fc.array(word, { maxLength: 3 })),
        });
        fc.assert(
            fc.property(
                wild,
                policies.length > 0
                    ? clearanceOf(policies[0] as (typeof policies)[number])
                    : fc.constant(clearance("FR/TS")),
                (asked, held) => {
                    expect(typeof dominates(held, asked, registry).ok).toBe("boolean");
                    expect(typeof dominates(asked, label("FR/DR"), registry).ok).toBe("boolean");
                },
            ),
        );
    });
});
