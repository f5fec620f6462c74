import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { registry } from "../../test/registry.ts";
import { contrastRatio, inkFor } from "./contrast.ts";
import { labelTokens } from "./labelTokens.ts";

describe("contrast", () => {
    it("is the ratio of WCAG 2.2", () => {
        expect(contrastRatio("#ffffff", "#000000")).toBe(21);
        expect(contrastRatio("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
        expect(contrastRatio("#ff671f", "#000000")).toBeCloseTo(7.2, 1);
    });

    it("gives the inks of the known banner fields", () => {
        expect(["#ff671f", "#ff8c00", "#f39c2c", "#f7ea48"].map(inkFor)).toEqual(Array(4).fill("#000000"));
        expect(["#2b71c7", "#c8102e", "#007a33", "#0033a0"].map(inkFor)).toEqual(Array(4).fill("#ffffff"));
    });

    it("finds an ink that passes AA for every field", () => {
        const channel = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, "0"));
        fc.assert(
            fc.property(fc.tuple(channel, channel, channel), (rgb) => {
                const field = `#${rgb.join("")}`;
                expect(contrastRatio(field, inkFor(field))).toBeGreaterThanOrEqual(4.5);
            }),
        );
    });
});

describe("labelTokens", () => {
    it("names a field and an ink for every level", () => {
        const tokens = registry.policies.flatMap(labelTokens);
        expect(tokens).toContainEqual({ name: "--label-fr-dr-field", value: "#ffa62b" });
        expect(tokens).toContainEqual({ name: "--label-fr-dr-ink", value: "#000000" });
        expect(tokens).toContainEqual({ name: "--label-tlp-amber-strict-ink", value: "#ffc000" });
        expect(new Set(tokens.map(({ name }) => name)).size).toBe(tokens.length);
    });

    it("passes AA on every shipped level", () => {
        for (const policy of registry.policies) {
            const values = labelTokens(policy).map(({ value }) => value);
            for (let at = 0; at < values.length; at += 2)
                expect(contrastRatio(values[at] ?? "", values[at + 1] ?? "")).toBeGreaterThanOrEqual(4.5);
        }
    });
});
