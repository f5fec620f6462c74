import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const turn = () => new Promise<void>((done) => setTimeout(done));

/** Signed in at an agency where nobody has a password. */
async function openAtProvider() {
    const test = await createTestApp({ start: "ready" });
    test.engine.answer("proofWays", async () => ({ ok: true, value: { password: false, provider: true } }));
    test.app.devicesForm.askRemove("OTHER", "Old laptop");
    await turn();
    return test;
}

describe("removing a device", () => {
    it("takes the password where the account has one, and nothing without it", async () => {
        const { app, inputsOf } = await createTestApp({ start: "ready" });
        app.devicesForm.askRemove("OTHER", "Old laptop");
        await turn();
        expect(app.proof.getState().ways).toEqual({ password: true, provider: false });
        await app.devicesForm.remove(false);
        expect(inputsOf("removeDevice")).toEqual([]);
        app.devicesForm.changePassword("right");
        await app.devicesForm.remove(false);
        expect(inputsOf("removeDevice")).toEqual([{ deviceId: "OTHER", password: "right" }]);
        expect(app.devicesForm.getState().open).toBeNull();
    });

    it("sends a browser to the identity provider where it has none, waits for it, and stops when told to", async () => {
        const { app, shell, inputsOf } = await openAtProvider();
        const removed = app.devicesForm.remove(true);
        await turn();
        const { proofAddress } = app.session.getState() ?? {};
        expect(proofAddress).toMatch(/m\.login\.sso\/fallback\/web\?prompt=login&session=/);
        const opened = () => shell.calls.filter(({ method }) => method === "proveInBrowser").map(({ input }) => input);
        expect(opened()).toEqual([{ address: proofAddress }]);
        await app.proof.open();
        expect(opened()).toHaveLength(2);
        app.proof.stop();
        await removed;
        expect(inputsOf("removeDevice")).toEqual([{ deviceId: "OTHER", password: null }]);
        expect(app.devicesForm.getState()).toMatchObject({
            ...{ open: { deviceId: "OTHER" }, failure: { kind: "cancelled" }, isBusy: false },
        });
    });

    it("ends where no browser can be opened, and where the question is closed", async () => {
        const { app, shell } = await openAtProvider();
        shell.decide(false);
        await app.devicesForm.remove(true);
        expect(app.devicesForm.getState().failure).toEqual({ kind: "cancelled" });
        expect(app.toasts.getState().map(({ text }) => text)).toEqual([expect.stringContaining("No browser")]);
        shell.decide(true);
        const removed = app.devicesForm.remove(true);
        await turn();
        app.devicesForm.close();
        await removed;
        expect(app.session.getState()?.proofAddress).toBeNull();
        expect(app.devicesForm.getState().open).toBeNull();
    });
});
