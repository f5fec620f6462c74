// Free of imports: the page loads this module by itself to validate while a person types.

declare const brand: unique symbol;
/** 32 characters of the alphabet, upper case, without spaces, whose check character is right (SPEC.md 1). */
export type RecoveryCode = string & { readonly [brand]: "RecoveryCode" };

export type RecoveryCodeProblem =
    | { readonly kind: "bad-character"; readonly character: string; readonly group: number }
    | { readonly kind: "too-short"; readonly missing: number }
    | { readonly kind: "too-long"; readonly extra: number }
    /** All 32 are there, and at least one is wrong. */
    | { readonly kind: "check-failed" };

export interface TypedGroup {
    /** Canonical characters; one that is not of the alphabet stands as typed. */
    readonly text: string;
    readonly state: "empty" | "partial" | "complete" | "bad-character";
}

export interface TypedRecoveryCode {
    readonly groups: readonly TypedGroup[];
    /** `null`: nothing is wrong so far, only not finished. */
    readonly problem: RecoveryCodeProblem | null;
    readonly code: RecoveryCode | null;
}

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 32;
const groupLength = 4;
/** What people leave between groups, copied text included: any space, dashes, dots, and invisible marks. */
const separators = /[\s\p{Pd}\p{Cf}._·]/gu;

/** A new code from 31 random bytes (`random(31)`): 155 bits and the check character (SPEC.md 1.2). */
export function createRecoveryCode(random: (count: number) => Uint8Array): RecoveryCode {
    const digits = Array.from(random(length - 1), (byte) => byte & 31);
    if (digits.length !== length - 1) throw new RangeError("31 random bytes are needed");
    return [...digits, checkDigit(digits)].map((digit) => alphabet.charAt(digit)).join("") as RecoveryCode;
}

/** Eight groups of four, as they are shown and printed. */
export function recoveryCodeGroups(code: RecoveryCode): string[] {
    return split(code);
}

export function formatRecoveryCode(code: RecoveryCode): string {
    return split(code).join(" ");
}

/** Reads what a person typed or pasted (SPEC.md 1.3). `null` where it is not a whole, right code. */
export function parseRecoveryCode(text: string): RecoveryCode | null {
    return readTypedRecoveryCode(text).code;
}

/** What can be said while the code is being typed: the state of each group, and the first problem that is already certain. */
export function readTypedRecoveryCode(text: string): TypedRecoveryCode {
    const characters = Array.from(text.normalize("NFKC").replace(separators, ""), canonical);
    const groups = Array.from({ length: length / groupLength }, (_, index) =>
        readGroup(characters.slice(index * groupLength, (index + 1) * groupLength)),
    );
    const problem = findProblem(characters);
    const finished = characters.length === length && problem === null;
    return {
        groups,
        problem: characters.length < length && problem?.kind === "too-short" ? null : problem,
        code: finished ? (characters.join("") as RecoveryCode) : null,
    };
}

/** The same for text that is said to be finished: a missing character is a problem too. */
export function findRecoveryCodeProblem(text: string): RecoveryCodeProblem | null {
    return findProblem(Array.from(text.normalize("NFKC").replace(separators, ""), canonical));
}

function findProblem(characters: readonly string[]): RecoveryCodeProblem | null {
    const bad = characters.findIndex((character) => !alphabet.includes(character));
    if (bad >= 0) {
        return { kind: "bad-character", character: characters[bad] ?? "", group: Math.floor(bad / groupLength) };
    }
    if (characters.length > length) return { kind: "too-long", extra: characters.length - length };
    if (characters.length < length) return { kind: "too-short", missing: length - characters.length };
    const digits = characters.map((character) => alphabet.indexOf(character));
    return checkDigit(digits.slice(0, -1)) === digits.at(-1) ? null : { kind: "check-failed" };
}

function readGroup(characters: readonly string[]): TypedGroup {
    const text = characters.join("");
    if (text === "") return { text, state: "empty" };
    if (characters.some((character) => !alphabet.includes(character))) return { text, state: "bad-character" };
    return { text, state: characters.length === groupLength ? "complete" : "partial" };
}

function canonical(character: string): string {
    const upper = character.toUpperCase();
    if (upper === "O") return "0";
    return upper === "I" || upper === "L" ? "1" : upper;
}

function split(code: string): string[] {
    return Array.from({ length: length / groupLength }, (_, index) =>
        code.slice(index * groupLength, (index + 1) * groupLength),
    );
}

/** Sum of a^i * c(i) over GF(32), a = 2, reduced by x^5 + x^2 + 1 (SPEC.md 1.2); Horner's rule from the last digit. */
function checkDigit(digits: readonly number[]): number {
    return digits.reduceRight((sum, digit) => timesTwo(sum) ^ digit, 0);
}

const timesTwo = (value: number) => ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31;
