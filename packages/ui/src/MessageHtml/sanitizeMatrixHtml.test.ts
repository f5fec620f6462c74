import { describe, expect, it } from "vitest";
import { isOversized, maxHtmlChars, maxHtmlTags } from "./sanitizeMatrixHtml.ts";

describe("the size of a message's HTML", () => {
    it("is bounded before anything is parsed", () => {
        expect(isOversized("<b>a</b>")).toBe(false);
        expect(isOversized("a".repeat(maxHtmlChars))).toBe(false);
        expect(isOversized("a".repeat(maxHtmlChars + 1))).toBe(true);
        expect(isOversized("<".repeat(maxHtmlTags))).toBe(false);
        expect(isOversized("<".repeat(maxHtmlTags + 1))).toBe(true);
    });
});
