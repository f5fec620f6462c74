import { expect, it } from "vitest";
import { isAllowedRequest } from "./isAllowedRequest.ts";

const origins = new Set(["https://matrix.mfa.example", "https://localhost:8448"]);
const isAllowed = (url: string) => isAllowedRequest(url, origins);

it("allows the app and the configured homeservers", () => {
    expect(isAllowed("app://valise/index.html")).toBe(true);
    expect(isAllowed("https://matrix.mfa.example/_matrix/client/versions")).toBe(true);
    expect(isAllowed("https://localhost:8448/")).toBe(true);
});

it.each([
    "http://matrix.mfa.example/",
    "https://matrix.mfa.example:444/",
    "https://matrix.mfa.example.evil/",
    "https://matrix.mfa.example@evil.example/",
    "wss://matrix.mfa.example/",
    "https://update.googleapis.com/",
    "file:///etc/passwd",
    "chrome-extension://x/",
    "ftp://matrix.mfa.example/",
    "not a url",
])("refuses %s", (url) => {
    expect(isAllowed(url)).toBe(false);
});
