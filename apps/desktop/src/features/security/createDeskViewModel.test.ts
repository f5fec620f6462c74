import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const key = { keyFile: "{}", delegation: "a.b.c", register: null, passphrase: "correct horse battery" };

describe("the officer's key", () => {
    it("is opened by its passphrase, and the keystore is not asked", async () => {
        const { app, handed, inputsOf } = await createTestApp({ start: "ready" });
        await app.deskForm.open({ ...key, keptBy: "passphrase" });
        expect(inputsOf("openDesk")).toMatchObject([{ keptBy: "passphrase" }]);
        expect(handed).toEqual([]);
    });

    it("goes to the keystore, which gives it to the engine past the page at each opening", async () => {
        const { app, shell, handed, inputsOf } = await createTestApp({ start: "ready" });
        await app.deskForm.open({ ...key, keptBy: "keystore" });
        await app.deskForm.lock();
        await app.deskForm.unlock(null);
        expect(inputsOf("unlockDesk")).toEqual([{ passphrase: null }]);
        expect(handed).toHaveLength(2);
        expect(shell.calls.filter(({ method }) => method === "takeDeskKeyPort")).toHaveLength(2);
    });

    it("stays shut when the person declines", async () => {
        const { app, shell, handed, inputsOf } = await createTestApp({ start: "ready" });
        shell.decide(false);
        await app.deskForm.unlock(null);
        expect(app.deskForm.getState().failure).toEqual({ kind: "refused", code: "DESK_KEYSTORE" });
        expect([handed, inputsOf("unlockDesk")]).toEqual([[], []]);
    });
});
