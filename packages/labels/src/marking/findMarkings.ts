import type { Label } from "../label/Label.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { parseMarking } from "./parseMarking.ts";

/** A line of a text that marks it, or looks as if it did. `line` counts from 1. */
export type FoundMarking =
    | { readonly kind: "marking"; readonly line: number; readonly candidates: readonly Label[] }
    /** Drawn like a marking but not written as one: other scripts, invisible or full-width characters. */
    | { readonly kind: "look-alike"; readonly line: number; readonly candidates: readonly Label[] };

/** A whole-line marking is no longer than this; a longer line can only begin with a portion mark. */
const MAX_MARKING = 512;
const PORTION = /^\s{0,16}(\([^()]{1,64}\))\s/u;

/**
 * Markings that a pasted text or a file brings along, so that a warning can be given before it is sent (SPEC 5.5):
 * whole lines in long or banner form, and portion marks at the start of a line. Several candidates where several
 * policies share the words: the caller warns by the worst of them. Finds, never labels.
 */
export function findMarkings(text: string, registry: PolicyRegistry): readonly FoundMarking[] {
    return text.split(/\r\n|[\n\r\u2028\u2029]/u).flatMap((raw, index): FoundMarking[] => {
        const portion = PORTION.exec(raw.slice(0, 100))?.[1];
        const parts = [...(raw.length <= MAX_MARKING ? [raw] : []), ...(portion === undefined ? [] : [portion])];
        const exact = parts.flatMap((part) => candidatesOf(part, registry));
        if (exact.length > 0) return [{ kind: "marking", line: index + 1, candidates: exact }];
        const drawn = parts.filter((part) => !PLAIN.test(part)).map(skeleton);
        const alike = drawn.flatMap((part) => candidatesOf(part, registry));
        return alike.length > 0 ? [{ kind: "look-alike", line: index + 1, candidates: alike }] : [];
    });
}

/** Nothing in it could be drawn like something else. */
const PLAIN = /^[\x20-\x7e]*$/;

function candidatesOf(text: string, registry: PolicyRegistry): readonly Label[] {
    const read = parseMarking(text, registry);
    if (read.ok) return [read.value];
    return read.error.kind === "ambiguous-marking" ? read.error.candidates : [];
}

/** Cyrillic and Greek letters that are drawn as Latin ones, escaped so that this file deceives nobody. */
const DRAWN = [
    ...("\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u0455\u0456\u0458" +
        "\u043e\u0440\u0441\u0443\u0445\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u0131"),
];
const AS_LATIN = [..."ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoi"];

/** What the eye reads. For warnings only, never for reading a label. */
function skeleton(text: string): string {
    return [...text.normalize("NFKC").replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")]
        .map((letter) => AS_LATIN[DRAWN.indexOf(letter)] ?? letter)
        .join("")
        .trim();
}
