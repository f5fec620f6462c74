import { type ReadBackLanguage, readBackCodes } from "../../src/index.ts";
import { digestOf } from "../samples.ts";

/** Codes in each language, and what someone wrote down of them. */
export function readBackVectors() {
    const vectors = [];
    for (const [n, language] of (["de", "en", "fr"] as readonly ReadBackLanguage[]).entries()) {
        const digest = digestOf(n + 1);
        const words = readBackCodes(digest)[language];
        const said = (name: string, expect: string, written: string) => ({
            name: `${language}: ${name}`,
            clause: "11.3",
            expect,
            digest,
            language,
            words,
            written,
        });
        vectors.push(
            said("as shown", "ok", words.join(" ")),
            said("capitals, dashes", "ok", words.join(" - ").toUpperCase()),
            said("five words", "other", words.slice(1).join(" ")),
            said("seven words", "other", [...words, words[0]].join(" ")),
            said("another order", "other", words.toReversed().join(" ")),
            said("three letters of each", "other", words.map((word) => word.slice(0, 3)).join(" ")),
        );
    }
    return { about: "Read-back codes and whether what was written down is the code (SPEC 11).", vectors };
}
