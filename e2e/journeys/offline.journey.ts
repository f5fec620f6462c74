import { expect, test } from "@playwright/test";
import { publishedStack } from "../support/demoStack.ts";
import { openBrowser } from "../support/person.ts";

test("without its server the app starts from what it has, queues, and sends exactly once when the server is back", async ({
    browser,
}) => {
    const stack = publishedStack();
    const { context, person } = await openBrowser(browser, stack, "intel", 1);
    await person.signInForTheFirstTime();
    await person.createRoom("Convoy", []);
    await person.say("Leaves at 06:00.");
    await person.sees("Leaves at 06:00.", "sent");

    const server = `${person.agency.clientUrl}/**`;
    await context.route(server, (route) => route.abort("connectionrefused"));
    await person.page.reload();
    await person.openRoom("Convoy");
    await person.reads("Leaves at 06:00.");
    await expect(person.byId("connection-state")).toBeVisible();
    await person.say("Now at 07:00.");
    await person.sees("Now at 07:00.", "queued");

    await person.page.reload();
    await person.openRoom("Convoy");
    await person.sees("Now at 07:00.", "queued");
    await context.unroute(server);
    await person.sees("Now at 07:00.", "sent");
    await person.page.reload();
    await person.openRoom("Convoy");
    await expect(person.message("Now at 07:00.")).toHaveCount(1);
    await context.close();
});
