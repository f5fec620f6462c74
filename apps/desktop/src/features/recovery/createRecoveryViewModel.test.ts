import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

async function signedIn() {
    const test = await createTestApp();
    test.app.signIn.changeUser("claire");
    test.app.signIn.changePassword("right");
    await test.app.signIn.signIn();
    return test;
}

describe("keeping the recovery code", () => {
    it("goes on only when the third group was typed, in any case and spacing", async () => {
        const { app, inputsOf } = await signedIn();
        app.recovery.changeTyped("94T");
        expect(app.recovery.getState().isMatch).toBeUndefined();
        app.recovery.changeTyped("K7QD");
        expect(app.recovery.getState().isMatch).toBe(false);
        await app.recovery.open();
        expect(inputsOf("recoverySaved")).toEqual([]);
        app.recovery.changeTyped(" 94 tb");
        await app.recovery.open();
        expect(inputsOf("recoverySaved")).toHaveLength(1);
        expect(app.route.getState().kind).toBe("main");
    });

    it("saves number, account and code as a text file outside the app", async () => {
        const { app, shell } = await signedIn();
        await app.recovery.save();
        const call = shell.calls.find(({ method }) => method === "saveFile");
        const text = new TextDecoder().decode((call?.input as { bytes: Uint8Array } | undefined)?.bytes);
        expect(text).toContain("no. 1 for @claire:mfa.example");
        expect(text).toContain("K7QD 2MWX 94TB HF3N RV6P C8JE YA5K ZG3V");
    });
});
