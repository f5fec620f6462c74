import { nobleCrypto } from "@valise/clearance";
import { describe, expect, it } from "vitest";
import { block, digestOf } from "../../test/samples.ts";
import json from "../../vectors/read-back.json" with { type: "json" };
import { broadcastDigest } from "../broadcast/Broadcast.ts";
import { fold, isReadBack, type ReadBackLanguage, readBackCodes } from "./readBack.ts";
import { READ_BACK_WORDS } from "./words.ts";

const languages = Object.keys(READ_BACK_WORDS) as ReadBackLanguage[];

describe.each(languages)("the words in %s", (language) => {
    const words: readonly string[] = READ_BACK_WORDS[language];

    it("are 256, told apart by their first four letters", () => {
        expect(words.length).toBe(256);
        expect(words.every((word) => /^\p{L}{4,}$/u.test(word) && word === word.normalize("NFC"))).toBe(true);
        expect(new Set(words.map((word) => fold(word).slice(0, 4))).size).toBe(256);
    });

    it("are read back however they are spelt", () => {
        for (const [index, word] of words.entries()) {
            const code = [word, words[(index + 1) % 256] ?? ""];
            expect(isReadBack(code.map(fold).join(", ").toUpperCase(), code)).toBe(true);
            expect(isReadBack(code.toReversed().join(" "), code)).toBe(false);
        }
    });
});

describe("a read-back code", () => {
    it.each(json.vectors)("$name", ({ digest, language, words, written, expect: end }) => {
        const code = readBackCodes(digest)[language as ReadBackLanguage];
        expect(code).toEqual(words);
        expect(isReadBack(written, code) ? "ok" : "other").toBe(end);
    });

    it("changes with the text, the label and the status", async () => {
        const codeOf = async (changes: object, label: unknown) =>
            readBackCodes(await broadcastDigest(nobleCrypto, block(changes), label)).en.join(" ");
        const codes = [
            await codeOf({}, null),
            await codeOf({ texts: { en: { body: "Stay." } } }, null),
            await codeOf({}, { policy: "FR", level: "DR" }),
            await codeOf({ status: "exercise" }, null),
        ];
        expect(new Set(codes).size).toBe(4);
    });

    it("takes nothing but a digest", () => {
        expect(() => readBackCodes("AAAA")).toThrow("not a digest");
        expect(isReadBack(digestOf(1), ["word"])).toBe(false);
    });

    it("wants whole words: four letters at least", () => {
        expect(isReadBack("Löff Abend", ["Löffel", "Abend"])).toBe(true);
        expect(isReadBack("Loeffel Abend", ["Löffel", "Abend"])).toBe(true);
        expect(isReadBack("Löf Abend", ["Löffel", "Abend"])).toBe(false);
        expect(isReadBack("Löffelstiel Abend", ["Löffel", "Abend"])).toBe(false);
    });
});
