import { expect, it } from "vitest";
import { formatPlainText } from "./formatPlainText.ts";

it("leaves ordinary names alone", () => {
    expect(formatPlainText("Zoë Müller – Lagezentrum (AA)")).toBe("Zoë Müller – Lagezentrum (AA)");
});

it("takes the markup out of a name that another person chose", () => {
    expect(formatPlainText('<a href="https://evil.example">x</a>&lt;b&gt;')).not.toMatch(/[<>&]/);
    expect(formatPlainText("a\n\u202Eb\u0007c")).toBe("a b c");
});
