import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLabel } from "../../test/arbitraries.ts";
import { label, registry } from "../../test/registry.ts";
import { formatFallbackBody, stripFallbackMark } from "./fallbackBody.ts";

describe("fallback body", () => {
    it("starts with the portion mark", () => {
        expect(formatFallbackBody("Move now", label("FR/DR REL=FRA,DEU"), registry)).toBe("(DR) Move now");
    });

    it("gives back exactly the text that was written", () => {
        fc.assert(
            fc.property(anyLabel, fc.string({ unit: "binary" }), (one, text) => {
                expect(stripFallbackMark(formatFallbackBody(text, one, registry), one, registry)).toBe(text);
            }),
        );
    });

    it("leaves a mark of another label in sight", () => {
        expect(stripFallbackMark("(TS) Move now", label("FR/DR"), registry)).toBe("(TS) Move now");
        expect(stripFallbackMark("(DR)Move now", label("FR/DR"), registry)).toBe("(DR)Move now");
    });
});
