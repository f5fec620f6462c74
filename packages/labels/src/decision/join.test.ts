import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyPolicy, clearanceOf, labelOf, threeLabels, twoLabels } from "../../test/arbitraries.ts";
import { label, registry } from "../../test/registry.ts";
import { formatLabel } from "../label/notation.ts";
import { covers } from "./covers.ts";
import { dominates } from "./dominates.ts";
import { join, meet } from "./join.ts";

const joined = (...notations: string[]) => {
    const result = join(notations.map(label), registry);
    return result.ok ? formatLabel(result.value, registry) : result.error;
};

describe("join", () => {
    it("takes the highest level, all restrictive and the common permissive values", () => {
        expect(joined("FR/DR REL=FRA,DEU", "FR/S REL=FRA,DEU,ITA")).toBe("FR/S REL=FRA,DEU");
        expect(joined("FR/DR REL=FRA,DEU", "FR/S")).toBe("FR/S REL=FRA,DEU");
        expect(joined("US/TS SCI=SI", "US/S SCI=TK")).toBe("US/TS SCI=SI,TK");
        expect(joined("NATO/R", "NATO/R REL=JPN")).toBe("NATO/R");
        expect(joined("NATO/U ADMIN=STAFF", "NATO/U ADMIN=MEDICAL")).toBe("NATO/U ADMIN=STAFF,MEDICAL");
    });

    it("refuses an empty common permissive set: dropping it would open the content to everyone", () => {
        expect(joined("FR/S REL=DEU", "FR/DR REL=ITA")).toEqual({ kind: "empty-permissive", set: "REL" });
    });

    it("refuses what the policy excludes together or at the joined level", () => {
        expect(joined("FR/S MENTION=SF", "FR/S REL=FRA,DEU")).toMatchObject({ kind: "excluded-together" });
        expect(joined("UK/OS MUST=LOCSEN", "UK/S")).toMatchObject({ kind: "excluded-at-level", value: "LOCSEN" });
    });

    it("narrows a permissive set by what the joined level excludes, and refuses when nothing is left", () => {
        expect(joined("NATO/U REL=PFP,UKR", "NATO/S CONTEXT=KFOR")).toBe("NATO/S CONTEXT=KFOR REL=UKR");
        expect(joined("NATO/U ONLY=FRA", "NATO/TS")).toEqual({ kind: "empty-permissive", set: "ONLY" });
    });

    it("refuses unrelated policies, and keeps the one that already keeps out all others", () => {
        expect(joined("FR/DR", "TLP/RED")).toEqual({ kind: "unrelated-policies", policies: ["FR", "TLP"] });
        expect(joined("NATO/S", "FR/S")).toMatchObject({ kind: "unrelated-policies" });
        expect(joined("FR/S", "EU/C")).toBe("FR/S");
        expect(joined("EU/C", "FR/S")).toBe("FR/S");
    });

    it("refuses nothing and nonsense", () => {
        expect(joined()).toEqual({ kind: "nothing-to-join" });
        expect(join([{ ...label("FR/DR"), level: "ULTRA" }], registry)).toMatchObject({
            error: { kind: "unknown-level" },
        });
        expect(join([label("FR/DR"), { ...label("FR/DR"), policy: "XX" }], registry)).toMatchObject({
            error: { kind: "unknown-policy" },
        });
    });
});

describe("laws of join and meet", () => {
    it("covers each of its labels", () => {
        fc.assert(
            fc.property(twoLabels, ([a, b]) => {
                const top = join([a, b], registry);
                fc.pre(top.ok);
                expect(covers(top.value, a, registry).ok && covers(top.value, b, registry).ok).toBe(true);
            }),
        );
    });

    it("never admits a reader whom one of its labels keeps out", () => {
        const scene = anyPolicy.chain((p) => fc.tuple(labelOf(p), labelOf(p), clearanceOf(p)));
        fc.assert(
            fc.property(scene, ([a, b, held]) => {
                const top = join([a, b], registry);
                fc.pre(top.ok && dominates(held, top.value, registry).ok);
                expect(dominates(held, a, registry).ok && dominates(held, b, registry).ok).toBe(true);
            }),
        );
    });

    it("is idempotent, and indifferent to order and grouping", () => {
        fc.assert(
            fc.property(threeLabels, ([a, b, c]) => {
                expect(join([a, a], registry)).toEqual({ ok: true, value: a });
                expect(join([a, b], registry)).toEqual(join([b, a], registry));
                const all = join([a, b, c], registry);
                expect(join([c, a, b], registry)).toEqual(all);
                const ab = join([a, b], registry);
                if (all.ok && ab.ok) expect(covers(all.value, ab.value, registry).ok).toBe(true);
            }),
        );
    });

    it("meet is covered by each of its labels", () => {
        fc.assert(
            fc.property(twoLabels, ([a, b]) => {
                const floor = meet([a, b], registry);
                fc.pre(floor.ok);
                expect(covers(a, floor.value, registry).ok && covers(b, floor.value, registry).ok).toBe(true);
            }),
        );
        expect(meet([label("FR/DR"), label("EU/R")], registry)).toMatchObject({
            error: { kind: "unrelated-policies" },
        });
    });
});
