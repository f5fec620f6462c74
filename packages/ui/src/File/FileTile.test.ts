import { describe, expect, it } from "vitest";
import { fileMark } from "./FileTile.tsx";

describe("the mark of a file", () => {
    it("is a short ending in capitals, or nothing", () => {
        expect(fileMark("Manifest_form_v3.ods")).toBe("ODS");
        expect(fileMark("archive.tar.gz")).toBe("GZ");
        expect(fileMark("README")).toBe("");
        expect(fileMark("invoice.pdf\u202Egpj.exe")).toBe("EXE");
        expect(fileMark("a.verylongending")).toBe("");
    });
});
