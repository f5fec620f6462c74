import { epochMs, unwrap } from "@valise/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLabel } from "../../test/arbitraries.ts";
import { label, registry } from "../../test/registry.ts";
import { readVectors } from "../../test/vectors.ts";
import { formatLabel } from "../label/notation.ts";
import { formatStanag4774 } from "./formatStanag4774.ts";
import { formatStanagMarking } from "./formatStanagMarking.ts";
import { parseDateTime } from "./parseDateTime.ts";
import { parseStanag4774 } from "./parseStanag4774.ts";
import type { StanagFrame, StanagRoot } from "./stanag4774.ts";

interface Case {
    readonly xml: string;
    readonly label?: string;
    readonly foreign?: string;
    readonly refuse?: string;
    readonly canonical?: boolean;
    readonly root?: StanagRoot;
    readonly originator?: string;
    readonly why?: string;
}
const vectors = readVectors<{ createdAt: string; reviewAt: string; cases: Case[] }>("stanag4774.json");
const frame: StanagFrame = {
    root: "originator",
    createdAtMs: epochMs(Date.parse(vectors.createdAt)),
    reviewAtMs: epochMs(Date.parse(vectors.reviewAt)),
};

describe("STANAG 4774 vectors", () => {
    const read = vectors.cases.filter((one) => one.label !== undefined);
    it.each(read)("reads $label ($why)", ({ xml, label: expected, canonical, root, originator }) => {
        const parsed = unwrap(parseStanag4774(xml, registry));
        expect(parsed.label.ok && formatLabel(parsed.label.value, registry)).toBe(expected);
        expect(parsed).toMatchObject({ ...frame, root: root ?? "originator" });
        expect(parsed.originator?.id).toBe(originator);
        if (canonical)
            expect(formatStanag4774(label(expected ?? ""), frame, registry)).toEqual({ ok: true, value: xml });
    });

    const foreign = vectors.cases.filter((one) => one.foreign !== undefined);
    it.each(foreign)("keeps the originator's words: $foreign ($why)", ({ xml, foreign: kind }) => {
        const parsed = unwrap(parseStanag4774(xml, registry));
        expect(parsed.label).toMatchObject({ ok: false, error: { kind } });
        expect(formatStanagMarking(parsed.marking)).toContain(parsed.marking.classification);
    });

    const refused = vectors.cases.filter((one) => one.refuse !== undefined);
    it.each(refused)("refuses $refuse ($why)", ({ xml, refuse }) => {
        expect(parseStanag4774(xml, registry)).toMatchObject({ ok: false, error: { kind: refuse } });
    });
});

describe("laws of STANAG 4774 labels", () => {
    it("reads back every label that it can write", () => {
        let written = 0;
        fc.assert(
            fc.property(anyLabel, (one) => {
                const xml = formatStanag4774(one, frame, registry);
                if (xml.ok) {
                    written += 1;
                    const parsed = unwrap(parseStanag4774(xml.value, registry));
                    expect(parsed.label).toEqual({ ok: true, value: one });
                } else expect(xml.error.kind).toBe("not-expressible");
            }),
        );
        expect(written).toBeGreaterThan(50);
    });

    it("reads no label out of one with a character changed, unless the label is the same", () => {
        const xml = unwrap(formatStanag4774(label("NATO/S SENS=ATOMAL"), frame, registry));
        const unit = fc.constantFrom("<", ">", "&", "/", '"', " ", "\u0000", "X", "\u0421", "é");
        fc.assert(
            fc.property(fc.nat({ max: xml.length - 1 }), unit, (at, character) => {
                const forged = xml.slice(0, at) + character + xml.slice(at + 1);
                const parsed = parseStanag4774(forged, registry);
                if (parsed.ok && parsed.value.label.ok)
                    expect(formatLabel(parsed.value.label.value, registry)).toBe("NATO/S SENS=ATOMAL");
            }),
            { numRuns: 500 },
        );
    });

    it("writes no review before the creation", () => {
        const early = { ...frame, reviewAtMs: epochMs(frame.createdAtMs - 1) };
        expect(formatStanag4774(label("NATO/S"), early, registry)).toMatchObject({
            error: { kind: "review-before-creation" },
        });
    });

    it("writes an originator, escaped", () => {
        const originator = { type: "uniformResourceIdentifier", id: 'matrix:u/a"<&>:x' };
        const xml = unwrap(formatStanag4774(label("NATO/S"), { ...frame, originator }, registry));
        expect(unwrap(parseStanag4774(xml, registry)).originator).toEqual(originator);
    });

    it("never throws, and ends on hostile text", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (xml) => typeof parseStanag4774(xml, registry).ok === "boolean"),
        );
        for (const hostile of [
            "<a>".repeat(20_000),
            `<a ${"b='c' ".repeat(9000)}>`,
            "&".repeat(60_000),
            `<a>${"&lt;".repeat(16_000)}</a>`,
            "x".repeat(70_000),
        ])
            expect(parseStanag4774(hostile, registry)).toMatchObject({ ok: false });
    });
});

describe("xs:dateTime", () => {
    it.each([
        ["2026-11-21T12:00:00Z", "2026-11-21T12:00:00.000Z"],
        ["2026-11-21T12:00:00.1234567Z", "2026-11-21T12:00:00.123Z"],
        ["2026-11-21T12:00:00-05:30", "2026-11-21T17:30:00.000Z"],
        ["2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ])("reads %s", (text, expected) => {
        expect(new Date(parseDateTime(text) ?? 0).toISOString()).toBe(expected);
    });

    it.each([
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01",
        "2026-01-01T00:00:00+15:00",
        "-2026-01-01T00:00:00Z",
    ])("refuses %s", (text) => {
        expect(parseDateTime(text)).toBeUndefined();
    });
});
