import { unwrap } from "@valise/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyClearance, anyLabel, labelAndClearance, policyFor } from "../../test/arbitraries.ts";
import { clearance, label, registry } from "../../test/registry.ts";
import { createPolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { dominates } from "./dominates.ts";

describe("laws of dominates", () => {
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
        fc.assert(
            fc.property(labelAndClearance, ([asked, held]) => {
                fc.pre(dominates(held, asked, registry).ok);
                const { levels, sets } = policyFor(held);
                const categories = Object.fromEntries(
                    sets.map(({ id, values }) => [id, values.map((value) => value.id)]),
                );
                expect(dominates({ ...held, categories }, asked, registry).ok).toBe(true);
                expect(dominates({ ...held, level: levels.at(-1)?.id ?? "" }, asked, registry).ok).toBe(true);
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
        const alone = unwrap(createPolicyRegistry(registry.policies, []));
        fc.assert(
            fc.property(anyLabel, anyClearance, (asked, held) => {
                fc.pre(asked.policy !== held.policy);
                expect(dominates(held, asked, alone)).toMatchObject({
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
        const held = clearance("FR/TS REL=FRA MENTION=SF");
        fc.assert(
            fc.property(wild, (asked) => {
                expect(typeof dominates(held, asked, registry).ok).toBe("boolean");
                expect(typeof dominates(asked, label("FR/DR"), registry).ok).toBe("boolean");
            }),
        );
    });
});
