import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { decideExternal } from "./decideExternal.ts";

describe("decideExternal", () => {
    it("hands out the parsed URL", () => {
        expect(unwrap(decideExternal("https://Example.org:443/a b".replace(" ", "%20"), "x"))).toEqual({
            url: "https://example.org/a%20b",
            shownTarget: "example.org",
            isMismatch: false,
        });
    });

    it("keeps characters that a shell would read inside one percent-encoded argument", () => {
        const { url } = unwrap(decideExternal("https://example.org/$(id);x|y&z?q='\"", "x"));
        expect(url).toBe("https://example.org/$(id);x|y&z?q=%27%22");
    });

    it("shows a look-alike host in its ASCII form", () => {
        expect(unwrap(decideExternal("https://аgency.example/", "x")).shownTarget).toBe("xn--gency-3ve.example");
    });

    it("notices a text that names another host than the link", () => {
        expect(unwrap(decideExternal("https://evil.example/", "https://agency-a.gov")).isMismatch).toBe(true);
        expect(unwrap(decideExternal("https://evil.example/", "agency-a.gov/login")).isMismatch).toBe(true);
        expect(unwrap(decideExternal("https://evil.example/", "http://evil.example/other")).isMismatch).toBe(false);
        expect(unwrap(decideExternal("https://evil.example/", "the timetable")).isMismatch).toBe(false);
    });

    it("lets mail be written, without attachments", () => {
        expect(unwrap(decideExternal("mailto:desk@mfa.example?subject=Hello", "x")).shownTarget).toBe(
            "desk@mfa.example",
        );
        expect(decideExternal("mailto:desk@mfa.example?attach=/etc/passwd", "x")).toEqual({
            ok: false,
            error: { kind: "attachment" },
        });
    });

    it.each([
        ["http://example.org/", "scheme-refused"],
        ["javascript:alert(1)", "scheme-refused"],
        ["file:///etc/passwd", "scheme-refused"],
        ["data:text/html,x", "scheme-refused"],
        ["smb://host/share", "scheme-refused"],
        ["ms-msdt:/id", "scheme-refused"],
        ["vscode://x", "scheme-refused"],
        ["app://valise/", "scheme-refused"],
        ["\\\\host\\share", "malformed"],
        ["//host/share", "malformed"],
        ["https://exa\u0000mple.org/", "malformed"],
        ["https://example.org/\nx", "malformed"],
        ["https://example.org/`id`", "malformed"],
        [" https://example.org/", "malformed"],
        ["--help", "malformed"],
        ["", "malformed"],
        ["https://", "malformed"],
        ["https://user:pass@example.org/", "userinfo"],
        ["https://agency.gov@evil.example/", "userinfo"],
        [`https://example.org/${"a".repeat(3000)}`, "too-long"],
        ["mailto:", "malformed"],
        ["mailto:a@b.example,c@d.example", "malformed"],
    ])("refuses %j as %s", (url, kind) => {
        expect(decideExternal(url, "x")).toEqual({ ok: false, error: { kind } });
    });
});
