import { expect, it } from "vitest";
import { contentSecurityPolicy } from "./contentSecurityPolicy.ts";

const policy = contentSecurityPolicy(["https://matrix.mfa.example", "https://localhost:8448"]);
const directives = new Map(
    policy.split("; ").map((directive) => {
        const [name = "", ...values] = directive.split(" ");
        return [name, values];
    }),
);

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
