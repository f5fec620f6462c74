import { epochMs } from "@valise/base";
import { demoNowMs } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createMemoryStorage, createTestApp } from "../../../test/createTestApp.ts";

describe("signing in", () => {
    it("passes the agency, the name without spaces around it, the password and the machine's name", async () => {
        const { app, inputsOf } = await createTestApp();
        app.signIn.chooseAgency("mod");
        app.signIn.toPassword();
        app.signIn.changeUser(" paul ");
        app.signIn.changePassword(" secret ");
        await app.signIn.signIn();
        expect(inputsOf("signIn")).toEqual([
            { agencyId: "mod", user: "paul", password: " secret ", deviceName: "Valise on a test" },
        ]);
        expect(app.route.getState().kind).toBe("recovery");
        expect(app.preferences.getState().agencyId).toBe("mod");
    });

    it("forgets a refused password and says why it was refused", async () => {
        const { app } = await createTestApp();
        app.signIn.toPassword();
        app.signIn.changeUser("claire");
        app.signIn.changePassword("wrong");
        await app.signIn.signIn();
        expect(app.signIn.getState()).toMatchObject({ password: "", failure: { kind: "wrong-password" } });
        app.signIn.changePassword("x");
        expect(app.signIn.getState().failure).toBeNull();
    });

    it("names the field that is missing and asks no server", async () => {
        const { app, inputsOf } = await createTestApp();
        app.signIn.toPassword();
        await app.signIn.signIn();
        expect(app.signIn.getState().missing).toBe("user");
        app.signIn.changeUser("claire");
        await app.signIn.signIn();
        expect(app.signIn.getState().missing).toBe("password");
        expect(inputsOf("signIn")).toEqual([]);
    });

    it("counts down while the server takes no attempt, and sends none before", async () => {
        const { app, engine, clock, inputsOf } = await createTestApp();
        engine.refuse("signIn", { kind: "rate-limited", retryAtMs: epochMs(demoNowMs + 3000) });
        app.signIn.changeUser("claire");
        app.signIn.changePassword("right");
        await app.signIn.signIn();
        expect(app.signIn.getState().waitS).toBe(3);
        clock.advance(1000);
        expect(app.signIn.getState().waitS).toBe(2);
        app.signIn.changePassword("right");
        await app.signIn.signIn();
        expect(inputsOf("signIn")).toHaveLength(1);
        clock.advance(2000);
        expect(app.signIn.getState()).toMatchObject({ waitS: 0, failure: null });
    });

    it("offers the agency's identity provider, waits for the browser, and signs in with what that brings", async () => {
        const { app, shell, inputsOf } = await createTestApp();
        app.signIn.chooseAgency("intel");
        app.signIn.toPassword();
        await expect.poll(() => app.signIn.getState().providers).toHaveLength(1);
        const [provider] = app.signIn.getState().providers;
        await app.signIn.signInAt(provider!);
        expect(shell.calls.at(-1)).toEqual({ method: "signInInBrowser", input: { address: provider?.address } });
        expect(inputsOf("signInWithToken")).toEqual([
            { agencyId: "intel", token: "token from the browser", deviceName: "Valise on a test", user: null },
        ]);
        expect(app.preferences.getState().agencyId).toBe("intel");
    });

    it("says when the browser did not come back, and offers no provider to an agency without one", async () => {
        const { app, shell, inputsOf } = await createTestApp();
        shell.decide(false);
        app.signIn.toPassword();
        await app.signIn.signInAt({ name: "Card", address: "https://matrix.mfa.example/sso" });
        expect(app.signIn.getState()).toMatchObject({ failure: { kind: "sign-in-expired" }, providers: [] });
        expect(inputsOf("signInWithToken")).toEqual([]);
    });

    it("lets in only whom the person named, says that it waits, and stops when they do", async () => {
        const { app, shell, inputsOf } = await createTestApp();
        const provider = { name: "Card", address: "https://matrix.mfa.example/sso" };
        shell.holdBrowser();
        app.signIn.changeUser(" claire ");
        const ended = app.signIn.signInAt(provider);
        expect(app.signIn.getState()).toMatchObject({ waitingAt: provider, isBusy: true });
        app.signIn.stopWaiting();
        await ended;
        expect(app.signIn.getState()).toMatchObject({ waitingAt: null, failure: { kind: "cancelled" }, isBusy: false });
        shell.comeBack();
        await app.signIn.signInAt(provider);
        expect(inputsOf("signInWithToken")).toMatchObject([{ user: "claire" }]);
    });

    it("proposes the agency of last time", async () => {
        const storage = createMemoryStorage({ "valise.preferences": '{"agencyId":"intel"}' });
        const { app } = await createTestApp({ storage });
        expect(app.signIn.getState().agencyId).toBe("intel");
    });
});
