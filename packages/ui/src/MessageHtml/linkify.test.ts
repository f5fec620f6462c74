import { describe, expect, it } from "vitest";
import { linkify } from "./linkify.ts";

const links = (text: string): readonly string[] =>
    linkify(text).flatMap((segment) => (segment.kind === "link" ? [segment.href] : []));

describe("web addresses in plain text", () => {
    it("keeps every character of the text", () => {
        const text = "See https://mfa.example/a, then (https://mod.example/b_(c)) and https://x.example.";
        expect(
            linkify(text)
                .map((segment) => segment.text)
                .join(""),
        ).toBe(text);
    });

    it("leaves out the punctuation that ends a sentence", () => {
        expect(links("https://mfa.example/a, https://mfa.example/b. (https://mfa.example/c)")).toEqual([
            "https://mfa.example/a",
            "https://mfa.example/b",
            "https://mfa.example/c",
        ]);
        expect(links("https://mfa.example/wiki/Valise_(bag)")).toEqual(["https://mfa.example/wiki/Valise_(bag)"]);
    });

    it.each([
        "javascript:alert(1)",
        "ftp://mfa.example/a",
        "www.mfa.example",
        "https://mfa.example@evil.example/",
        "https://user:word@evil.example/",
        "https://\u0430pple.example/",
        "https://xn--pple-43d.example/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://localhost/",
        "https://mfa.exa\u202Emple/",
        "https://mfa\u200B.example/",
        `https://mfa.example/${"a".repeat(3_000)}`,
        "https://",
    ])("leaves as text what could deceive: %j", (text) => {
        expect(links(text)).toEqual([]);
    });

    it.each([
        ["no spaces", `https://mfa.example/${"a".repeat(100_000)}`],
        ["brackets", `https://mfa.example/${")".repeat(100_000)}`],
        ["many addresses", "https://mfa.example/a ".repeat(5_000)],
        ["many beginnings", "https://".repeat(12_000)],
    ])("takes less than 50 ms for 100 kB of %s", (_name, text) => {
        const startMs = performance.now();
        linkify(text);
        expect(performance.now() - startMs).toBeLessThan(50);
    });
});
