import { expect, it } from "vitest";
import { formatNotificationText } from "./formatNotification.ts";

it("leaves ordinary names alone", () => {
    expect(formatNotificationText("Zoë Müller – Lagezentrum (AA)")).toBe("Zoë Müller – Lagezentrum (AA)");
});

it("takes the markup out of a name that another person chose", () => {
    expect(formatNotificationText('<a href="https://evil.example">x</a>&lt;b&gt;')).not.toMatch(/[<>&]/);
    expect(formatNotificationText("a\n\u202Eb\u0007c")).toBe("a b c");
});
