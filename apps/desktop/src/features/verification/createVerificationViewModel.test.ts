import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

describe("comparing symbols", () => {
    it("trusts another device only after the shell's own confirmation", async () => {
        const { app, shell, inputsOf } = await createTestApp({ start: "ready" });
        await app.verification.startOwn();
        await app.verification.accept();
        expect(app.verification.getState()?.phase).toBe("emoji");
        shell.decide(false);
        await app.verification.answer(true);
        expect(inputsOf("confirmEmoji")).toEqual([]);
        shell.decide(true);
        await app.verification.answer(true);
        expect(inputsOf("confirmEmoji")).toEqual([{ flowId: "flow-1", match: true }]);
    });

    it("says that symbols differ without asking again", async () => {
        const { app, shell, inputsOf } = await createTestApp({ start: "ready" });
        shell.decide(false);
        await app.verification.startOwn();
        await app.verification.accept();
        await app.verification.answer(false);
        expect(inputsOf("confirmEmoji")).toEqual([{ flowId: "flow-1", match: false }]);
    });

    it("ends for both when it is closed half-way, and is only put away when it has ended", async () => {
        const { app, inputsOf } = await createTestApp({ start: "ready" });
        await app.verification.startOwn();
        await app.verification.close();
        expect(inputsOf("cancelVerification")).toHaveLength(1);
        expect(app.verification.getState()).toBeNull();
    });
});

describe("signing out", () => {
    it("wipes and starts anew only after the shell's own confirmation", async () => {
        const { app, shell, reloads, inputsOf } = await createTestApp({ start: "ready" });
        shell.decide(false);
        app.signOut.ask();
        await app.signOut.signOut();
        expect(inputsOf("signOut")).toEqual([]);
        shell.decide(true);
        await app.signOut.signOut();
        expect(inputsOf("signOut")).toHaveLength(1);
        expect(reloads).toHaveLength(1);
    });
});
