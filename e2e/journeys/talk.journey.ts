import { expect, test } from "@playwright/test";
import { publishedStack } from "../support/demoStack.ts";
import { openBrowser } from "../support/person.ts";

test("two desk officers of two agencies meet in a new room and read each other", async ({ browser }) => {
    const stack = publishedStack();
    const claire = await openBrowser(browser, stack, "mfa", 0);
    const paul = await openBrowser(browser, stack, "mod", 0);
    await claire.person.signInForTheFirstTime();
    await paul.person.signInForTheFirstTime();

    await claire.person.createRoom("Evacuation flights", [paul.person]);
    await paul.person.acceptInvitation(claire.person);

    await claire.person.say("61 need medical transport.");
    await claire.person.sees("61 need medical transport.", "sent");
    await paul.person.reads("61 need medical transport.");
    await expect(paul.person.byId("room-name")).toHaveText("Evacuation flights");

    await paul.person.say("Two aircraft at Tamrin 13:15Z.");
    await claire.person.reads("Two aircraft at Tamrin 13:15Z.");
    await claire.context.close();
    await paul.context.close();
});
