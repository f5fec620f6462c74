import { expect, test } from "@playwright/test";
import { publishedStack } from "../support/demoStack.ts";
import { openBrowser } from "../support/person.ts";

test("a person signs in on a second device with the recovery code and reads what was written before", async ({
    browser,
}) => {
    const stack = publishedStack();
    const first = await openBrowser(browser, stack, "mfa", 1);
    let headers: Record<string, string> = {};
    first.context.on("request", (request) => {
        const { authorization } = request.headers();
        if (authorization !== undefined) headers = { authorization };
    });
    const code = await first.person.signInForTheFirstTime();
    await first.person.createRoom("Handover notes", []);
    await first.person.say("The key to the safe is with Idris.");
    await first.person.sees("The key to the safe is with Idris.", "sent");

    // Keys follow into the backup within some seconds.
    const backup = `${first.person.agency.clientUrl}/_matrix/client/v3/room_keys/version`;
    await expect
        .poll(async () => (await (await fetch(backup, { headers })).json()).count, { timeout: 40_000 })
        .toBeGreaterThan(0);

    const second = await openBrowser(browser, stack, "mfa", 1);
    await second.person.signIn();
    await second.person.byId("recovery-input").fill("0000 0000");
    await expect(second.person.byId("recover")).toBeDisabled();
    await second.person.byId("recovery-input").fill(code.toLowerCase());
    await second.person.byId("recover").click();
    await second.person.openRoom("Handover notes");
    await second.person.reads("The key to the safe is with Idris.");

    await second.person.say("Read on the second laptop.");
    await first.person.reads("Read on the second laptop.");
    await first.context.close();
    await second.context.close();
});
