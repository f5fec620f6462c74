import { describe, expect, it } from "vitest";
import { oneRoom } from "../../test/oneRoom.ts";
import { runPresentation } from "../../test/runPresentation.ts";
import type { PresentationVector, PresentationVectorFile } from "../../test/vectors/presentationVectors.ts";
import json from "../../vectors/presentation.json" with { type: "json" };
import { REFUSAL_CODES } from "../codes.ts";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { createWebCrypto } from "../crypto/webCrypto.ts";
import { verifyPresentation } from "./verifyPresentation.ts";

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

describe("step 1", () => {
    it.each<[string, unknown, string]>([
        ["49,153 characters", "a".repeat(49_153), "ATT_SIZE"],
        ["49,152 characters", "a".repeat(49_152), "ATT_KB_MISSING"],
        ["a foreign character before anything else is looked at", "a b", "ATT_MALFORMED"],
        ["nothing", undefined, "ATT_MALFORMED"],
        ["an object", {}, "ATT_MALFORMED"],
    ])("%s", async (_what, text, code) => {
        const { context, expected, member } = await oneRoom(nobleCrypto);
        expect(await verifyPresentation(text, expected(await member("anna", 1)), context)).toMatchObject({
            error: { code },
        });
    });
});
