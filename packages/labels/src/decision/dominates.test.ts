import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
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
