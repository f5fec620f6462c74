import { expect, test } from "./support/shellTest.ts";
import { realApp, signInToApp } from "./support/signInToApp.ts";

test("two desk officers of two agencies read each other in the desktop app, also across a restart", async ({
    launch,
    stage,
}) => {
    test.setTimeout(240_000);
    const idris = await signInToApp(await launch(realApp(stage, "idris")), stage, "mfa", "idris");
    const paulApp = await launch(realApp(stage, "paul"));
    const paul = await signInToApp(paulApp, stage, "mod", "paul");

    await idris.createRoom("Airport closure", [paul]);
    await paul.acceptInvitation(idris);
    await idris.say("Runway two reopens at 14:00Z.");
    await idris.sees("Runway two reopens at 14:00Z.", "sent");
    await paul.reads("Runway two reopens at 14:00Z.");
    await idris.attach("slots.csv", 300_000);
    await idris.sees("slots.csv", "sent");
    await paul.reads("slots.csv");

    await paulApp.close();
    await idris.say("Correction: 14:30Z.");
    await idris.sees("Correction: 14:30Z.", "sent");
    const { page } = await launch(realApp(stage, "paul"));
    await page.getByTestId("room-row").filter({ hasText: "Airport closure" }).click();
    for (const text of ["Runway two reopens at 14:00Z.", "Correction: 14:30Z."])
        await expect(page.getByTestId("message").filter({ hasText: text })).toBeVisible();
});
