import { describe, expect, it } from "vitest";
import { appStartUrl, isAppUrl } from "./appOrigin.ts";

describe("isAppUrl", () => {
    it("knows its own pages", () => {
        expect(isAppUrl(appStartUrl)).toBe(true);
        expect(isAppUrl("app://valise/assets/x.js?y#z")).toBe(true);
    });

    it.each([
        "app://valise.example/",
        "app://valise@evil.example/",
        "app://user@valise/",
        "app://valise:8080/",
        "app://VALISE.evil/",
        "app:valise",
        "apps://valise/",
        "https://valise/",
        "file:///app://valise/",
        "blob:app://valise/5f0b",
        "data:text/html,app://valise/",
        "javascript:app://valise/",
        "about:blank",
        "",
        "app://valise\u0000.example/",
    ])("refuses %j", (url) => {
        expect(isAppUrl(url)).toBe(false);
    });
});
