import { buildSession, demoAgencies } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const softly = (id: string) =>
    buildSession({ phase: "soft-signed-out", agency: demoAgencies.find((agency) => agency.id === id) ?? null });

describe("signing in again", () => {
    it("goes on with the password, which is forgotten", async () => {
        const { app, engine, inputsOf } = await createTestApp();
        engine.topics.publish({ topic: "session" }, softly("mfa"));
        app.reauthenticate.changePassword("secret");
        await app.reauthenticate.signIn();
        expect(inputsOf("reauthenticate")).toEqual([{ password: "secret" }]);
        expect(app.reauthenticate.getState()).toMatchObject({ password: "", providers: [] });
    });

    it("offers the identity provider of the account's own agency, and goes on with what the browser brings", async () => {
        const { app, engine, inputsOf } = await createTestApp();
        engine.topics.publish({ topic: "session" }, softly("intel"));
        await expect.poll(() => app.reauthenticate.getState().providers).toHaveLength(1);
        const { userId } = softly("intel");
        const [provider] = app.reauthenticate.getState().providers;
        await app.reauthenticate.signInAt(provider!);
        expect(inputsOf("signInWithToken")).toEqual([
            { agencyId: "intel", token: "token from the browser", deviceName: "Valise on a test", user: userId },
        ]);
    });
});
