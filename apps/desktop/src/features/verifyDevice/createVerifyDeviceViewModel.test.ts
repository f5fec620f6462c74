import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";
import { checkTyped } from "./createVerifyDeviceViewModel.ts";

const code = "K7QD 2MWX 94TB HF3N RV6P C8JE YA5K ZG3V";

describe("what is said of a code while it is typed", () => {
    it.each([
        ["", { kind: "incomplete", typedCount: 0 }],
        ["k7qd 2m", { kind: "incomplete", typedCount: 6 }],
        ["K7QD U", { kind: "wrong-character", character: "U" }],
        [`${code.slice(0, -1)}X`, { kind: "check-failed" }],
        [`${code}7`, { kind: "check-failed" }],
        [code.toLowerCase().replaceAll(" ", "-"), { kind: "good" }],
    ])("%j", (typed, check) => {
        expect(checkTyped(typed)).toEqual(check);
    });
});

async function onSecondDevice() {
    const test = await createTestApp();
    test.app.signIn.changeUser("second");
    test.app.signIn.changePassword("right");
    await test.app.signIn.signIn();
    return test;
}

describe("confirming a second device", () => {
    it("sends nothing but a whole code", async () => {
        const { app, inputsOf } = await onSecondDevice();
        app.verifyDevice.changeTyped("K7QD");
        await app.verifyDevice.recover();
        expect(inputsOf("recover")).toEqual([]);
        app.verifyDevice.changeTyped(code);
        await app.verifyDevice.recover();
        expect(app.route.getState().kind).toBe("main");
        expect(app.verifyDevice.getState().typed).toBe("");
    });

    it("tells a well-formed code that does not work from one that is mistyped", async () => {
        const { app, engine } = await onSecondDevice();
        engine.refuse("recover", { kind: "recovery-code-wrong" });
        app.verifyDevice.changeTyped(code);
        await app.verifyDevice.recover();
        expect(app.verifyDevice.getState().check).toEqual({ kind: "refused" });
        expect(app.route.getState().kind).toBe("verify-device");
    });

    it("makes a new identity only after the shell's own confirmation", async () => {
        const { app, shell, inputsOf } = await onSecondDevice();
        shell.decide(false);
        app.verifyDevice.openReset();
        app.verifyDevice.changePassword("right");
        await app.verifyDevice.resetIdentity(false);
        expect(inputsOf("resetIdentity")).toEqual([]);
        shell.decide(true);
        await app.verifyDevice.resetIdentity(false);
        expect(inputsOf("resetIdentity")).toHaveLength(1);
        expect(app.verifyDevice.getState().password).toBe("");
    });
});
