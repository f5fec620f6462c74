import { sha256 } from "@noble/hashes/sha2.js";
import { decodeBase64Url } from "@valise/clearance";
import { READ_BACK_WORDS } from "./words.ts";

export type ReadBackLanguage = keyof typeof READ_BACK_WORDS;

const WORDS = 6;
/** Each guess at a broadcast with the same code costs a forger so many digests. */
const ROUNDS = 4_096;
const PREFIX = new TextEncoder().encode("valise:read-back\n");

/**
 * Six words of each language that stand for a broadcast on the telephone (SPEC 11.1), from its digest (SPEC 4.2): whoever reads
 * the same words has the same text, label, status and references before them. Throws on what is no digest. The rounds are
 * synchronous: some 10 ms, where as many questions to WebCrypto take a hundred times that while an alarm sounds.
 */
export function readBackCodes(broadcastDigest: string): Readonly<Record<ReadBackLanguage, readonly string[]>> {
    const digest = decodeBase64Url(broadcastDigest);
    if (digest?.length !== 32) throw new Error("not a digest");
    let bytes = sha256(Uint8Array.from([...PREFIX, ...digest]));
    for (let round = 1; round < ROUNDS; round++) bytes = sha256(bytes);
    const code = [...bytes.subarray(0, WORDS)];
    const inWords = (language: ReadBackLanguage) => code.map((byte) => READ_BACK_WORDS[language][byte] ?? "");
    return { de: inWords("de"), en: inWords("en"), fr: inWords("fr") };
}

/**
 * Whether words that somebody wrote down are the code (SPEC 11.3): all of them, in order, each by its first four letters at
 * least; case, accents and what stands between do not count, and `oe` may stand for `ö`.
 */
export function isReadBack(written: string, code: readonly string[]): boolean {
    const words = written.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== "");
    return (
        words.length === code.length &&
        code.every((expected, at) => {
            const word = fold(words[at] ?? "");
            return word.length >= 4 && [fold(expected), fold(spellOut(expected))].some((form) => form.startsWith(word));
        })
    );
}

/** Lower case without accents. */
export const fold = (word: string): string => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const spellOut = (word: string): string =>
    word.normalize("NFC").replace(/[äöü]/gi, (umlaut) => `${umlaut.normalize("NFD").charAt(0)}e`);
