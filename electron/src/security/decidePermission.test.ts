import { describe, expect, it } from "vitest";
import { decidePermission } from "./decidePermission.ts";

const page = { url: "app://valise/", isMainFrame: true };

describe("decidePermission", () => {
    it("lets the page copy text", () => {
        expect(decidePermission("clipboard-sanitized-write", page)).toBe(true);
    });

    it.each([
        "media",
        "geolocation",
        "notifications",
        "clipboard-read",
        "fullscreen",
        "pointerLock",
        "keyboardLock",
        "openExternal",
        "usb",
        "hid",
        "serial",
        "bluetooth",
        "midi",
        "midiSysex",
        "idle-detection",
        "display-capture",
        "fileSystem",
        "storage-access",
        "window-management",
        "unknown",
        "a-permission-of-tomorrow",
    ])("refuses %s even to the page", (permission) => {
        expect(decidePermission(permission, page)).toBe(false);
    });

    it("looks at the asking frame, not at the page it sits in", () => {
        expect(decidePermission("clipboard-sanitized-write", { url: "app://valise/", isMainFrame: false })).toBe(false);
        expect(decidePermission("clipboard-sanitized-write", { url: "https://evil.example/", isMainFrame: true })).toBe(
            false,
        );
    });
});
