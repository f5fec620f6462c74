import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testPolicies } from "../../test/charters.ts";
import { POL } from "../../test/world.ts";
import { type ClaimName, isClaimName } from "../attestation/claimNames.ts";
import { satisfyGate } from "../verify/satisfyGate.ts";
import { isAtLeastAsStrict, joinLabels } from "./joinLabels.ts";
import type { GateLabel } from "./PolicyLookup.ts";

const set = (values: readonly string[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined });

const label: fc.Arbitrary<GateLabel> = fc
    .record({
        lvl: fc.constantFrom("NP", "DR", "S"),
        REL: set(["FRA", "DEU", "GBR"]),
        MENTION: set(["SF", "CRYPTO"]),
        INFO: set(["X", "Y"]),
    })
    .map(({ lvl, ...sets }) => {
        const present = Object.entries(sets).flatMap(([name, values]) =>
            values === undefined ? [] : [[name, values]],
        );
        return { pol: POL, lvl, cat: Object.fromEntries(present) };
    });

const CLAIMS = [
    "lvl:NP",
    "lvl:DR",
    "lvl:S",
    "cat:REL.FRA",
    "cat:REL.DEU",
    "cat:REL.GBR",
    "cat:MENTION.SF",
    "cat:MENTION.CRYPTO",
];
const claims = fc.subarray(CLAIMS.filter(isClaimName));

/** An issuer writes every dominated level; so must a sample of what people hold. */
const withDominated = (held: readonly ClaimName[]): ClaimName[] => {
    const levels: ClaimName[] = ["lvl:NP", "lvl:DR", "lvl:S"];
    const top = Math.max(...levels.map((level, index) => (held.includes(level) ? index : -1)));
    return [...held.filter((name) => !name.startsWith("lvl:")), ...levels.slice(0, top + 1)];
};

const reads = (held: readonly ClaimName[], of: GateLabel) =>
    satisfyGate(testPolicies, POL, held, { label: of, roles: [] }) !== undefined;
const join = (a: GateLabel, b: GateLabel) => joinLabels(testPolicies, a, b);

describe("joining two labels", () => {
    it("does not depend on the order, of two or of three", () => {
        fc.assert(
            fc.property(label, label, label, (a, b, c) => {
                expect(join(a, b)).toEqual(join(b, a));
                const left = join(a, b);
                const right = join(b, c);
                expect(left && join(left, c)).toEqual(right && join(a, right));
            }),
        );
    });

    it("never lets anyone read who cannot read both", () => {
        fc.assert(
            fc.property(label, label, claims, (a, b, held) => {
                const joined = join(a, b);
                const all = withDominated(held);
                if (joined !== undefined && reads(all, joined)) expect(reads(all, a) && reads(all, b)).toBe(true);
            }),
        );
    });

    it("is at least as strict as either, and a label as itself", () => {
        fc.assert(
            fc.property(label, label, (a, b) => {
                expect(isAtLeastAsStrict(testPolicies, a, a)).toBe(true);
                const joined = join(a, b);
                if (joined === undefined) return;
                expect(isAtLeastAsStrict(testPolicies, joined, a) && isAtLeastAsStrict(testPolicies, joined, b)).toBe(
                    true,
                );
            }),
        );
    });

    it("refuses instead of widening", () => {
        const rel = (value: string): GateLabel => ({ pol: POL, lvl: "DR", cat: { REL: [value] } });
        expect(join(rel("FRA"), rel("DEU"))).toBeUndefined();
        expect(join(rel("FRA"), { ...rel("FRA"), pol: "urn:valise:policy:eu:1" })).toBeUndefined();
        expect(join(rel("FRA"), { ...rel("FRA"), lvl: "XX" })).toBeUndefined();
        expect(join(rel("FRA"), { pol: POL, lvl: "DR", cat: {} })?.cat).toEqual({ REL: ["FRA"] });
    });
});
