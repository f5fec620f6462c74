import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import {
    createPolicyRegistry,
    dominates,
    formatMarking,
    parseClearance,
    parseLabel,
    parsePolicy,
    shippedPolicies,
} from "../src/index.ts";
import { readVectors } from "./vectors.ts";

interface Case {
    readonly n: number;
    readonly label: string;
    readonly clearance?: string;
    readonly decision?: "yes" | "no";
    readonly marking?: string;
    readonly language?: string;
    readonly refuse?: string;
}
const vectors = readVectors<{ policy: unknown; cases: Case[]; notExpressible: { n: number; why: string }[] }>(
    "spiffing.json",
);
const registry = unwrap(createPolicyRegistry([...shippedPolicies(), unwrap(parsePolicy(vectors.policy))], []));

/** The tests of an independent SPIF library, as far as this format can say them (SPEC 9). */
describe("spiffing", () => {
    it.each(vectors.cases)("test $n: $label", ({ label: notation, clearance, decision, marking, language, refuse }) => {
        const label = parseLabel(notation, registry);
        if (refuse !== undefined) return expect(label).toMatchObject({ ok: false, error: { kind: refuse } });
        const value = unwrap(label);
        if (marking !== undefined)
            expect(formatMarking(value, { form: "long", ...(language !== undefined && { language }) }, registry)).toBe(
                marking,
            );
        if (clearance !== undefined) {
            const held = unwrap(parseClearance(clearance, registry));
            expect(dominates(held, value, registry).ok).toBe(decision === "yes");
        }
    });

    it("accounts for every test: translated, or listed with the reason", () => {
        const told = [...vectors.cases, ...vectors.notExpressible].map(({ n }) => n).sort((a, b) => a - b);
        expect(told).toEqual(Array.from({ length: 23 }, (_, at) => at + 1));
    });
});
