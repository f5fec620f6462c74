import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLabel, policyFor } from "../../test/arbitraries.ts";
import { label, registry } from "../../test/registry.ts";
import { readVectors } from "../../test/vectors.ts";
import { makeLabel } from "../label/makeLabel.ts";
import { formatLabel } from "../label/notation.ts";
import { formatLabelWire, parseLabelWire } from "../wire/labelWire.ts";
import { formatMarking, type MarkingForm } from "./formatMarking.ts";
import { languagesOf } from "./grammar.ts";
import { parseMarking } from "./parseMarking.ts";

interface Written extends Readonly<Record<MarkingForm, string>> {
    readonly label: string;
}
interface Read {
    readonly text: string;
    readonly policy?: string;
    readonly label?: string;
    readonly refuse?: string;
}
const vectors = readVectors<{ written: Written[]; read: Read[] }>("markings.json");

describe("marking vectors", () => {
    it.each(vectors.written)("$label is written $banner", (expected) => {
        for (const form of ["long", "banner", "portion", "short"] as const)
            expect(formatMarking(label(expected.label), { form }, registry)).toBe(expected[form]);
    });

    it.each(vectors.read)("$text is read as $label $refuse", ({ text, policy, label: expected, refuse }) => {
        const read = parseMarking(text, registry, policy);
        if (expected !== undefined) expect(read.ok && formatLabel(read.value, registry)).toBe(expected);
        else expect(read).toMatchObject({ ok: false, error: { kind: refuse } });
    });
});

describe("laws of markings", () => {
    it("reads back what it writes, long and banner, in every language of the policy", () => {
        fc.assert(
            fc.property(anyLabel, (one) => {
                for (const language of languagesOf(policyFor(one)))
                    for (const form of ["long", "banner"] as const) {
                        const text = formatMarking(one, { form, language }, registry);
                        expect(parseMarking(text, registry, one.policy)).toEqual({ ok: true, value: one });
                    }
            }),
        );
    });

    it("reads back and carries a label that says every value its level allows", () => {
        for (const policy of registry.policies)
            for (const level of policy.levels)
                for (const set of policy.sets) {
                    const open = set.values
                        .filter(({ notLevels }) => !notLevels?.includes(level.id))
                        .map(({ id }) => id);
                    const values = set.single ? open.slice(0, 1) : open;
                    const one = makeLabel(
                        { policy: policy.id, level: level.id, categories: { [set.id]: values } },
                        registry,
                    );
                    if (!one.ok) continue;
                    const text = formatMarking(one.value, { form: "banner" }, registry);
                    expect(parseMarking(text, registry, policy.id)).toEqual({ ok: true, value: one.value });
                    const wire = formatLabelWire(one.value, registry);
                    expect(wire.ok && parseLabelWire(wire.value, registry)).toEqual({ ok: true, value: one.value });
                }
    });

    it("reads a portion mark back where it leaves no set out", () => {
        fc.assert(
            fc.property(anyLabel, (one) => {
                const left = policyFor(one).sets.some(
                    ({ id, portion, place }) => one.categories[id] && (!portion || place === "owner"),
                );
                fc.pre(!left);
                const text = formatMarking(one, { form: "portion" }, registry);
                expect(parseMarking(text, registry, one.policy)).toEqual({ ok: true, value: one });
            }),
        );
    });

    it("never writes one marking for two labels of a policy", () => {
        fc.assert(
            fc.property(anyLabel, anyLabel, (a, b) => {
                fc.pre(a.policy === b.policy && formatLabel(a, registry) !== formatLabel(b, registry));
                expect(formatMarking(a, { form: "long" }, registry)).not.toBe(
                    formatMarking(b, { form: "long" }, registry),
                );
            }),
        );
    });

    it("knows no marking with one foreign or invisible character in it", () => {
        const strange = [
            "\u200b",
            "\u200d",
            "\u2060",
            "\ufeff",
            "\u00ad",
            "\u202e",
            "\u2066",
            "\u0410",
            "\u0391",
            "\uff21",
            "\u{1d400}",
            "\u0131",
            "\u017f",
            "\u212a",
            "\ufe0f",
            "\u{e0041}",
        ];
        fc.assert(
            fc.property(
                anyLabel,
                fc.nat(),
                fc.constantFrom(...strange),
                fc.boolean(),
                (one, seed, character, instead) => {
                    const text = formatMarking(one, { form: "banner" }, registry);
                    const at = seed % (text.length + 1);
                    const forged = text.slice(0, at) + character + text.slice(instead ? at + 1 : at);
                    expect(parseMarking(forged, registry)).toEqual({ ok: false, error: { kind: "unknown-marking" } });
                },
            ),
        );
    });

    it("turns into no other label by one character beyond ASCII", () => {
        const beyond = fc.integer({ min: 0x80, max: 0x10ffff }).map((point) => String.fromCodePoint(point));
        fc.assert(
            fc.property(anyLabel, fc.nat(), beyond, (one, seed, character) => {
                const text = formatMarking(one, { form: "banner" }, registry);
                const at = seed % text.length;
                const read = parseMarking(text.slice(0, at) + character + text.slice(at + 1), registry, one.policy);
                if (read.ok) expect(read.value).toEqual(one);
            }),
            { numRuns: 500 },
        );
    });

    it("falls back to the policy's own language for any other", () => {
        for (const language of ["de", "", "constructor", "__proto__"])
            expect(formatMarking(label("NATO/R"), { form: "long", language }, registry)).toBe("NATO RESTRICTED");
    });

    it("prints a label of an unknown policy by its notation, never as nothing", () => {
        const foreign = { policy: "XX", level: "TOP", categories: {} };
        expect(formatMarking(foreign, { form: "banner" }, registry)).toBe("XX/TOP");
    });

    it("never throws, and ends on hostile text", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => typeof parseMarking(text, registry).ok === "boolean"),
        );
        const long = `NATO SECRET Releasable to ${"Japan, ".repeat(70)}`;
        expect(parseMarking(long, registry).ok).toBe(false);
    });
});
