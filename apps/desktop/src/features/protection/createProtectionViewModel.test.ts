import { describe, expect, it } from "vitest";
import { createMemoryStorage, createTestApp, settle } from "../../../test/createTestApp.ts";

describe("protecting the store of the plain web build", () => {
    it("takes a passphrase only when it is long enough and typed twice alike", async () => {
        const { app, inputsOf } = await createTestApp({ kind: "web" });
        app.protection.changePassphrase("too short");
        await app.protection.protect();
        expect(app.protection.getState().problem).toBe("short");
        app.protection.changePassphrase("four words of mine");
        await app.protection.protect();
        expect(app.protection.getState().problem).toBe("mismatch");
        expect(inputsOf("unlock")).toEqual([]);
        app.protection.changeRepeated("four words of mine");
        await app.protection.protect();
        expect(inputsOf("unlock")).toEqual([{ protection: { kind: "passphrase", passphrase: "four words of mine" } }]);
        expect(app.protection.getState()).toMatchObject({ passphrase: "", repeated: "", isOpened: true });
        expect(app.route.getState().kind).toBe("sign-in");
    });

    it("waits with what was answered until the engine has started", async () => {
        const { app, engine, inputsOf } = await createTestApp({ kind: "web", isStarted: false });
        expect(app.route.getState().kind).toBe("protect");
        app.protection.chooseKind("browser");
        app.protection.changeConsent(true);
        const answered = app.protection.protect();
        await settle();
        expect(inputsOf("unlock")).toEqual([]);
        await app.route.start();
        await answered;
        expect(engine.calls.map((call) => call.method)).toEqual(["start", "unlock"]);
    });

    it("lets the browser keep the key only after consent", async () => {
        const { app, inputsOf } = await createTestApp({ kind: "web" });
        app.protection.chooseKind("browser");
        await app.protection.protect();
        expect(inputsOf("unlock")).toEqual([]);
        app.protection.changeConsent(true);
        await app.protection.protect();
        expect(inputsOf("unlock")).toEqual([{ protection: { kind: "browser" } }]);
    });

    it("remembers the way but never the passphrase", async () => {
        const written: string[] = [];
        const storage = { getItem: () => null, setItem: (_name: string, value: string) => void written.push(value) };
        const { app } = await createTestApp({ kind: "web", storage });
        app.protection.changePassphrase("four words of mine");
        app.protection.changeRepeated("four words of mine");
        await app.protection.protect();
        expect(written.join()).toContain('"webProtection":"passphrase"');
        expect(written.join()).not.toContain("four words");
    });

    it("opens by itself what the browser keeps, and shows a refusal instead of trying on", async () => {
        const storage = createMemoryStorage({ "valise.preferences": '{"webProtection":"browser"}' });
        const opened = await createTestApp({ kind: "web", start: "locked", storage });
        await settle();
        expect(opened.app.route.getState().kind).toBe("sign-in");
        const refused = await createTestApp({ kind: "web", storage });
        expect(refused.inputsOf("unlock")).toHaveLength(1);
    });

    it("keeps a wrong passphrase from opening, and leaves everything as it was", async () => {
        const storage = createMemoryStorage({ "valise.preferences": '{"webProtection":"passphrase"}' });
        const { app } = await createTestApp({ kind: "web", start: "locked", storage });
        expect(app.route.getState().kind).toBe("unlock");
        app.protection.changePassphrase("wrong passphrase");
        await app.protection.unlock();
        expect(app.protection.getState()).toMatchObject({ isOpened: false, failure: { kind: "store-key-wrong" } });
        expect(app.route.getState().kind).toBe("unlock");
    });
});
