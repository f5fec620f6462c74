import { expect, it } from "vitest";
import { isTrustedSender } from "./isTrustedSender.ts";

const page = { url: "app://valise/", parent: null };

it("trusts the main frame of the page in our window", () => {
    expect(isTrustedSender(page, true)).toBe(true);
});

it("refuses a sub-frame, a foreign page, another window and a frame that has gone", () => {
    expect(isTrustedSender({ url: "app://valise/", parent: page }, true)).toBe(false);
    expect(isTrustedSender({ url: "https://evil.example/", parent: null }, true)).toBe(false);
    expect(isTrustedSender({ url: "app://valise.evil/", parent: null }, true)).toBe(false);
    expect(isTrustedSender(page, false)).toBe(false);
    expect(isTrustedSender(null, true)).toBe(false);
});
