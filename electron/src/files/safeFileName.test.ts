import fc from "fast-check";
import { expect, it } from "vitest";
import { safeFileName } from "./safeFileName.ts";

it.each([
    ["Bericht März.pdf", "Bericht März.pdf"],
    ["../../etc/passwd", "_.._etc_passwd"],
    ["/etc/passwd", "_etc_passwd"],
    ["C:\\x\\y.txt", "C__x_y.txt"],
    [".bashrc", "bashrc"],
    ["--help.txt", "help.txt"],
    ["invoice\u202Efdp.exe", "invoicefdp.exe"],
    ["a\u0000b\n.txt", "ab.txt"],
    ["zero\u200Bwidth.pdf", "zerowidth.pdf"],
    ["con.txt", "_con.txt"],
    ["evil.exe. . .", "evil.exe"],
    ["...", "file"],
    ["", "file"],
])("makes %j into %j", (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
});

it("keeps the extension of a very long name", () => {
    const safe = safeFileName(`${"x".repeat(5000)}.pdf`);
    expect(safe).toHaveLength(120);
    expect(safe.endsWith(".pdf")).toBe(true);
});

it("never leaves a separator, a hidden name or nothing", () => {
    fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
            const safe = safeFileName(name);
            expect(safe).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
            expect(safe).toMatch(/^[^.]/);
            expect(safeFileName(safe)).toBe(safe);
        }),
    );
});
