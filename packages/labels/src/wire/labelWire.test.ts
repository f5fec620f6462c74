import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLabel } from "../../test/arbitraries.ts";
import { label, registry } from "../../test/registry.ts";
import { readVectors } from "../../test/vectors.ts";
import { contrastRatio } from "../colour/contrast.ts";
import { formatLabel } from "../label/notation.ts";
import { formatLabelWire, parseLabelWire } from "./labelWire.ts";
import { displayMarking, readLabel } from "./readLabel.ts";

interface Case {
    readonly content: unknown;
    readonly label?: string;
    readonly refuse?: string;
    readonly shows?: string | null;
    readonly why?: string;
}
const highest = label("FR/S");

describe("label wire vectors", () => {
    it.each(readVectors<{ cases: Case[] }>("label-wire.json").cases)(
        "$content is $label $refuse",
        ({ content, label: expected, refuse, shows }) => {
            const parsed = parseLabelWire(content, registry);
            const read = readLabel(content, highest, registry);
            if (expected !== undefined) {
                expect(parsed.ok && formatLabel(parsed.value, registry)).toBe(expected);
                expect(read).toMatchObject({ kind: "stated" });
                return;
            }
            expect(parsed).toMatchObject({ ok: false, error: { kind: refuse } });
            expect(read).toMatchObject({ kind: "unreadable", label: highest });
            if (shows !== undefined)
                expect(read.kind === "unreadable" ? (read.marking?.text ?? null) : "stated").toBe(shows);
        },
    );
});

describe("readLabel", () => {
    it("takes a missing label as the room's highest, never as the lowest", () => {
        expect(readLabel(undefined, highest, registry)).toEqual({ kind: "missing", label: highest });
    });

    it("computes the ink of a stranger's marking", () => {
        const marking = { text: "XX · GEHEIM", portion: "(G)", field: "#ffff00" };
        const read = readLabel({ v: 1, policy: "XX", level: "G", categories: {}, marking }, highest, registry);
        expect(read).toMatchObject({ kind: "unreadable", marking: { ...marking, ink: "#000000" } });
    });

    it("takes anything at all as the room's highest, and never throws", () => {
        fc.assert(
            fc.property(fc.jsonValue(), (content) => {
                expect(readLabel(content, highest, registry).label).toEqual(highest);
            }),
        );
    });
});

describe("label wire", () => {
    it("reads back what it writes, also after JSON", () => {
        fc.assert(
            fc.property(anyLabel, (one) => {
                const wire = formatLabelWire(one, registry);
                const carried: unknown = wire.ok ? JSON.parse(JSON.stringify(wire.value)) : undefined;
                expect(readLabel(carried, highest, registry)).toEqual({ kind: "stated", label: one });
            }),
        );
    });

    it("carries a marking that a reader without the policy can show", () => {
        const wire = formatLabelWire(label("FR/DR REL=FRA,DEU"), registry);
        expect(wire).toMatchObject({
            value: {
                marking: { text: "FR · DIFFUSION RESTREINTE – REL TO FRA, DEU", portion: "(DR)", field: "#ffa62b" },
            },
        });
    });

    it("writes no label that nobody could read", () => {
        expect(formatLabelWire({ policy: "FR", level: "ULTRA", categories: {} }, registry)).toMatchObject({
            error: { kind: "unknown-level" },
        });
    });

    it("shows every label in colours that pass AA", () => {
        fc.assert(
            fc.property(anyLabel, (one) => {
                const { field, ink, text } = displayMarking(one, registry);
                expect(contrastRatio(field, ink)).toBeGreaterThanOrEqual(4.5);
                expect(text.startsWith(one.policy)).toBe(true);
            }),
        );
    });
});
