import { describe, expect, it } from "vitest";
import { formatCountdown, markPassed } from "./countdown.ts";
import { cleanText, nameLanguage, pickText } from "./pickText.ts";

describe("the countdown", () => {
    it.each([
        [161_000, "02:41"],
        [160_001, "02:41"],
        [3_723_000, "1:02:03"],
        [1, "00:01"],
        [0, "00:00"],
        [-5_000, "00:00"],
    ])("prints %d ms as %s", (leftMs, digits) => {
        expect(formatCountdown(leftMs)).toBe(digits);
    });

    it.each([
        [301_000, 300_000, 300_000],
        [300_000, 299_000, null],
        [61_000, 60_000, 60_000],
        [1_000, -1, 0],
        [400_000, 30_000, 60_000],
        [400_000, -30_000, 0],
        [null, 60_000, null],
    ])("from %s to %d passes %s", (before, left, mark) => {
        expect(markPassed(before, left)).toBe(mark);
    });
});

describe("a text of a broadcast", () => {
    const texts = [
        { lang: "fr", text: "Restez" },
        { lang: "de-AT", text: "Bleiben" },
    ];
    it("is the reader's language, else the first, and is named by itself", () => {
        expect(pickText(texts, "de")?.text).toBe("Bleiben");
        expect(pickText(texts, "en")?.lang).toBe("fr");
        expect(pickText([], "en")).toBeUndefined();
        expect(nameLanguage("fr")).toBe("Français");
        expect(nameLanguage("not a tag")).toBe("not a tag");
    });

    it("keeps its lines and loses what hides or reorders it", () => {
        expect(cleanText("a\u202eb\r\nc\u2028d\u0000 ")).toBe("a b\nc\nd");
    });
});
