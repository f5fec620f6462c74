import { describe, expect, it } from "vitest";
import { singleEdits } from "../../test/mutate.ts";
import { oneRoom } from "../../test/oneRoom.ts";
import { createWebCrypto } from "../crypto/webCrypto.ts";
import { verifyPresentation } from "./verifyPresentation.ts";

describe("a presentation with one character changed", () => {
    // The benchmark runs every edit; 1 in 13 keeps the suite quick and, 13 being prime to 3, meets every kind everywhere.
    it("is never accepted, cached chain or not", async () => {
        const { context, expected, present, member } = await oneRoom(createWebCrypto(crypto.subtle));
        const anna = await member("anna", 1);
        const text = await present(anna);
        expect((await verifyPresentation(text, expected(anna), context)).ok).toBe(true);
        const edits = [...singleEdits(text)].filter((edit, index) => edit !== text && index % 13 === 0);
        const accepted: number[] = [];
        for (const [index, edit] of edits.entries()) {
            if ((await verifyPresentation(edit, expected(anna), context)).ok) accepted.push(index);
        }
        expect(edits.length).toBeGreaterThan(850);
        expect(accepted).toEqual([]);
    });
});
