import { describe, expect, it } from "vitest";
import { decideFileHandling } from "./decideFileHandling.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const pdf = bytes("%PDF-1.7 …");

describe("decideFileHandling", () => {
    it("opens documents and pictures whose content is what the name says", () => {
        expect(decideFileHandling("Note.PDF", pdf)).toBe("open");
        expect(decideFileHandling("a.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d]))).toBe("open");
        expect(decideFileHandling("a.txt", bytes("Grüße"))).toBe("open");
    });

    it("only saves a file whose content belies its name", () => {
        expect(decideFileHandling("a.pdf", bytes("\u007fELF"))).toBe("save-only");
        expect(decideFileHandling("a.png", bytes("<svg onload=x>"))).toBe("save-only");
        expect(decideFileHandling("a.txt", bytes("#!/bin/sh\nid"))).toBe("save-only");
        expect(decideFileHandling("a.txt", new Uint8Array([77, 90, 0, 3]))).toBe("save-only");
    });

    it.each([
        "a.exe",
        "a.pdf.exe",
        "a.sh",
        "a.desktop",
        "a.AppImage",
        "a.deb",
        "a.jar",
        "a.html",
        "a.htm",
        "a.svg",
        "a.xml",
        "a.js",
        "a.hta",
        "a.lnk",
        "a.url",
        "a.scf",
        "a.docm",
        "a.xlsm",
        "a.iso",
        "a.zip",
        "a.py",
        "a.eml",
        "a.constructor",
        "pdf",
        "a.",
        "",
    ])("only saves %j", (name) => {
        expect(decideFileHandling(name, pdf)).toBe("save-only");
    });
});
