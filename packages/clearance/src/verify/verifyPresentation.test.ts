import { describe, expect, it } from "vitest";
import { runPresentation } from "../../test/runPresentation.ts";
import type { PresentationVector, PresentationVectorFile } from "../../test/vectors/presentationVectors.ts";
import json from "../../vectors/presentation.json" with { type: "json" };
import { REFUSAL_CODES } from "../codes.ts";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { createWebCrypto } from "../crypto/webCrypto.ts";

const file = json as unknown as PresentationVectorFile;
const vectors: readonly PresentationVector[] = file.vectors;

describe.each([createWebCrypto(crypto.subtle), nobleCrypto])("presentation vectors with $name", (provider) => {
    it.each(vectors)("$clause $name: $expect", async (vector) => {
        const { before, after } = await runPresentation(file, vector, provider);
        expect(before ?? "ok").toBe("ok");
        expect(after).toBe(vector.expect);
    });
});

describe("the vectors", () => {
    it("expect only codes that are documented, under names that differ", () => {
        expect(vectors.filter(({ expect: code }) => code !== "ok" && !Object.hasOwn(REFUSAL_CODES, code))).toEqual([]);
        expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
    });

    it("reach every code a presentation can end with", () => {
        const reached = new Set(vectors.map(({ expect: code }) => code));
        const codes = Object.entries(REFUSAL_CODES).filter(([, { clause }]) => clause.startsWith("5."));
        expect(codes.map(([code]) => code).filter((code) => !reached.has(code))).toEqual([]);
    });
});
