import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { contentSecurityPolicy } from "./contentSecurityPolicy.ts";

const policy = contentSecurityPolicy(["https://matrix.mfa.example", "https://localhost:8448"]);
const parse = (text: string) =>
    new Map(
        text.split("; ").map((directive) => {
            const [name = "", ...values] = directive.split(" ");
            return [name, values];
        }),
    );
const directives = parse(policy);

it("names exactly the configured homeservers to connect to", () => {
    expect(directives.get("connect-src")).toEqual(["'self'", "https://matrix.mfa.example", "https://localhost:8448"]);
});

it("allows no inline code, no evaluation of text, no wildcard and no plain http", () => {
    expect(directives.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|http:/);
});

it("starts from nothing and closes frames, forms, base and plug-ins", () => {
    for (const name of ["default-src", "object-src", "frame-src", "base-uri", "form-action", "frame-ancestors"])
        expect(directives.get(name)).toEqual(["'none'"]);
});

it("agrees with the page's own policy on all but the homeservers, so that thumbnails show under both", () => {
    const html = readFileSync(new URL("../../../apps/desktop/index.html", import.meta.url), "utf8");
    const ofPage = parse(/http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? "");
    expect(ofPage.get("img-src")).toEqual(["'self'", "blob:"]);
    expect(ofPage.size).toBeGreaterThan(8);
    for (const [name, sources] of ofPage) {
        if (name !== "connect-src") expect(directives.get(name), name).toEqual(sources);
    }
});
