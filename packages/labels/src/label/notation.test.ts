import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyClearance, anyLabel } from "../../test/arbitraries.ts";
import { registry } from "../../test/registry.ts";
import { readVectors } from "../../test/vectors.ts";
import { formatClearance, formatLabel, parseClearance, parseLabel } from "./notation.ts";

interface Case {
    readonly read: string;
    readonly write?: string;
    readonly refuse?: string;
    readonly column?: number;
}

describe("label notation", () => {
    it.each(readVectors<{ cases: Case[] }>("notation.json").cases)("reads $read", ({ read, write, refuse, column }) => {
        const parsed = parseLabel(read, registry);
        if (write !== undefined) expect(parsed.ok && formatLabel(parsed.value, registry)).toBe(write);
        else expect(parsed).toMatchObject({ ok: false, error: { kind: refuse, ...(column && { column }) } });
    });

    it("reads back what it writes, for labels and clearances", () => {
        fc.assert(
            fc.property(anyLabel, (label) => {
                expect(parseLabel(formatLabel(label, registry), registry)).toEqual({ ok: true, value: label });
            }),
        );
        fc.assert(
            fc.property(anyClearance, (held) => {
                expect(parseClearance(formatClearance(held), registry)).toEqual({ ok: true, value: held });
            }),
        );
    });

    it("never throws, and answers any text", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => typeof parseLabel(text, registry).ok === "boolean"),
        );
    });

    it("implies nothing for a clearance", () => {
        const held = parseClearance("NATO/S", registry);
        expect(held).toMatchObject({ ok: true, value: { categories: {} } });
    });
});
