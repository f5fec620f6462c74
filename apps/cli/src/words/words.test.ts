import { describe, expect, it } from "vitest";
import { en, type WordKey } from "./en.ts";
import { chooseLanguage, createWords, languages } from "./words.ts";

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe("words", () => {
    it.each(["fr", "de"] as const)("say everything in %s, with the same values", (language) => {
        expect(Object.keys(languages[language]).sort()).toEqual(Object.keys(en).sort());
        for (const key of Object.keys(en) as WordKey[]) {
            expect(placeholders(languages[language][key]), key).toEqual(placeholders(en[key]));
            expect(languages[language][key].trim(), key).not.toBe("");
        }
    });

    it("are chosen by --lang, then by the environment as POSIX orders it", () => {
        expect(chooseLanguage("de", { LANG: "fr_FR.UTF-8" })).toBe("de");
        expect(chooseLanguage(undefined, { LANG: "fr_FR.UTF-8" })).toBe("fr");
        expect(chooseLanguage(undefined, { LC_ALL: "C", LANG: "fr_FR" })).toBe("en");
        expect(chooseLanguage(undefined, {})).toBe("en");
    });

    it("fill in values", () => {
        expect(createWords("en")("failure.server-error", { status: 502 })).toContain("(502)");
    });
});
