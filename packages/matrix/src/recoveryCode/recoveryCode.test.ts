import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
    createRecoveryCode,
    findRecoveryCodeProblem,
    formatRecoveryCode,
    parseRecoveryCode,
    readTypedRecoveryCode,
    recoveryCodeGroups,
} from "./recoveryCode.ts";
import vectors from "./vectors/recoveryCode.json" with { type: "json" };

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codes = fc.uint8Array({ minLength: 31, maxLength: 31 }).map((bytes) => createRecoveryCode(() => bytes));

describe("recovery code", () => {
    it("is 32 characters that parse back, however it is spaced, cased or confused", () => {
        fc.assert(
            fc.property(
                codes,
                fc.infiniteStream(fc.constantFrom("", " ", "-", " – ", "\n", "\u200b")),
                (code, gaps) => {
                    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{32}$/);
                    expect(parseRecoveryCode(formatRecoveryCode(code))).toBe(code);
                    const confused = code.toLowerCase().replaceAll("0", "o").replace("1", "l").replaceAll("1", "i");
                    const spaced = [...confused].map((c) => c + gaps.next().value).join("");
                    expect(parseRecoveryCode(spaced)).toBe(code);
                },
            ),
        );
    });

    it("catches every single wrong character", () => {
        fc.assert(
            fc.property(codes, fc.nat(31), fc.constantFrom(...alphabet), (code, at, other) => {
                fc.pre(code[at] !== other);
                expect(findRecoveryCodeProblem(code.slice(0, at) + other + code.slice(at + 1))).toEqual({
                    kind: "check-failed",
                });
            }),
        );
    });

    it("catches every exchange of two characters but that of the first and the last", () => {
        fc.assert(
            fc.property(codes, fc.nat(31), fc.nat(31), (code, i, j) => {
                fc.pre(code[i] !== code[j] && Math.abs(i - j) !== 31);
                const swapped = [...code];
                [swapped[i], swapped[j]] = [code[j]!, code[i]!];
                expect(parseRecoveryCode(swapped.join(""))).toBeNull();
            }),
        );
    });

    it("says while typing which group is wrong, and nothing while it is merely unfinished", () => {
        expect(readTypedRecoveryCode("7K3M 9")).toMatchObject({
            problem: null,
            code: null,
            groups: [{ state: "complete" }, { text: "9", state: "partial" }, ...Array(6).fill({ state: "empty" })],
        });
        expect(readTypedRecoveryCode("7K3M 9u").problem).toEqual({ kind: "bad-character", character: "U", group: 1 });
        expect(findRecoveryCodeProblem("7K3M")).toEqual({ kind: "too-short", missing: 28 });
        expect(readTypedRecoveryCode("7".repeat(33)).problem).toEqual({ kind: "too-long", extra: 1 });
    });

    it.each(vectors.valid)("accepts vector $typed", ({ typed, code }) => {
        expect(parseRecoveryCode(typed)).toBe(code);
        expect(recoveryCodeGroups(parseRecoveryCode(typed)!)).toHaveLength(8);
    });

    it.each(vectors.invalid)("refuses vector $typed as $problem", ({ typed, problem }) => {
        expect(findRecoveryCodeProblem(typed)?.kind).toBe(problem);
    });
});
