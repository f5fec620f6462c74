import { describe, expect, it } from "vitest";
import { clearance, label, registry } from "../../test/registry.ts";
import { readVectors } from "../../test/vectors.ts";
import { formatLabel } from "../label/notation.ts";
import { dominates } from "./dominates.ts";
import { join } from "./join.ts";

interface DominanceCase {
    readonly clearance: string;
    readonly label: string;
    readonly decision: "yes" | "no";
    readonly reason?: string;
}
interface JoinCase {
    readonly labels: readonly string[];
    readonly join?: string;
    readonly refuse?: string;
}

describe("dominance vectors", () => {
    it.each(readVectors<{ cases: DominanceCase[] }>("dominance.json").cases)(
        "$clearance, $label: $decision",
        ({ clearance: held, label: asked, decision, reason }) => {
            const decided = dominates(clearance(held), label(asked), registry);
            expect(decided.ok).toBe(decision === "yes");
            if (!decided.ok) expect(decided.error.kind).toBe(reason);
        },
    );
});

describe("join vectors", () => {
    it.each(readVectors<{ cases: JoinCase[] }>("join.json").cases)("$labels", ({ labels, join: expected, refuse }) => {
        for (const order of [labels, labels.toReversed()]) {
            const joined = join(order.map(label), registry);
            if (expected !== undefined) expect(joined.ok && formatLabel(joined.value, registry)).toBe(expected);
            else expect(joined).toMatchObject({ ok: false, error: { kind: refuse } });
        }
    });
});
