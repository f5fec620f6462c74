import { describe, expect, it } from "vitest";
import { runBundle } from "../../test/runVectors.ts";
import type { BundleVector, BundleVectorFile } from "../../test/vectors/bundleVectors.ts";
import json from "../../vectors/bundle.json" with { type: "json" };
import { REFUSAL_CODES } from "../codes.ts";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { createWebCrypto } from "../crypto/webCrypto.ts";
import { acceptBundle } from "./acceptBundle.ts";

const file = json as unknown as BundleVectorFile;
const vectors: readonly BundleVector[] = file.vectors;
const trust = { ...file.trust, keys: new Set(file.trust.keys) };

describe.each([createWebCrypto(crypto.subtle), nobleCrypto])("trust bundle vectors with $name", (provider) => {
    it.each(vectors)("$clause $name: $expect", async (vector) => {
        expect(await runBundle(file, vector, provider)).toBe(vector.expect);
    });
});

describe("a trust bundle", () => {
    const honest = vectors[0]?.bundle;

    it("has a vector for every code", () => {
        const reached = new Set(vectors.map(({ expect: code }) => code));
        const codes = Object.keys(REFUSAL_CODES).filter((code) => code.startsWith("TRUST_"));
        expect(codes.filter((code) => !reached.has(code))).toEqual([]);
    });

    it.each([
        null,
        "text",
        [],
        {},
        { ...honest, extra: 1 },
        { payload: "e30", signatures: [{}] },
        { payload: "?", signatures: [] },
        { payload: 1, signatures: [] },
        { payload: "e30", signatures: {} },
        { payload: "e30", signatures: "" },
    ])("of another form is refused: %j", async (offered) => {
        const verdict = await acceptBundle(offered, trust, undefined, file.nowS, nobleCrypto);
        expect(verdict.ok ? "ok" : verdict.error.code).toBe("TRUST_SHAPE");
    });

    it("needs a signature even if the configuration forgets the threshold", async () => {
        const unsigned = { payload: honest?.payload, signatures: [] };
        const verdict = await acceptBundle(unsigned, { ...trust, threshold: 0 }, undefined, file.nowS, nobleCrypto);
        expect(verdict.ok ? "ok" : verdict.error.code).toBe("TRUST_THRESHOLD");
    });

    it("signed twice under one number comes back as evidence", async () => {
        const vector = vectors.find(({ expect: code }) => code === "TRUST_EQUIVOCATION");
        const verdict = await acceptBundle(vector?.bundle, trust, vector?.pin, file.nowS, nobleCrypto);
        expect(verdict.ok ? undefined : verdict.error.evidence?.offered).toEqual(vector?.bundle);
    });
});
