import { expect, it } from "vitest";
import { choosePasswordStore } from "./choosePasswordStore.ts";

it("leaves a desktop that Chromium knows to Chromium", () => {
    expect(choosePasswordStore(null, "ubuntu:GNOME")).toBeNull();
    expect(choosePasswordStore(null, "KDE")).toBeNull();
});

it("asks for the Secret Service on any other, instead of a built-in password", () => {
    for (const desktop of [undefined, "", "sway", "i3"])
        expect(choosePasswordStore(null, desktop)).toBe("gnome-libsecret");
});

it("follows the person who chose one", () => {
    expect(choosePasswordStore("kwallet6", "ubuntu:GNOME")).toBe("kwallet6");
});
