import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const src = new URL("../src/", import.meta.url);
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
);
const sources = files.map((name) => ({ name, text: readFileSync(new URL(name, src), "utf8") }));

describe("the package decides and does nothing else", () => {
    it("imports nothing but base, zod and itself", () => {
        for (const { name, text } of sources)
            for (const [, from = ""] of text.matchAll(/from "([^"]+)"/g))
                expect([name, from], name).toEqual([name, expect.stringMatching(/^(\.|@valise\/base$|zod$)/)]);
    });

    it("reads no clock, no chance, no network, no page", () => {
        for (const { name, text } of sources)
            expect(text, name).not.toMatch(
                /Date\.now|Math\.random|performance\.|fetch\(|document\.|window\.|process\.|console\./,
            );
    });
});
