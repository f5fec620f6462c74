import { type BrowserContext, expect, type Route, test } from "@playwright/test";
import { publishedStack } from "../support/demoStack.ts";
import { openBrowser, type Person } from "../support/person.ts";

test("two desk officers of two agencies read each other; a third without clearance reads nothing in a labelled room", async ({
    browser,
}) => {
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

    await sendsAFile(claire, paul.person);

    const ana = await openBrowser(browser, stack, "intel", 2);
    await ana.person.signInForTheFirstTime();
    await keepsOutWhoIsNotCleared(claire.person, paul.person, ana.person);
    for (const { context } of [claire, paul, ana]) await context.close();
});

/** On a link that stands still: it shows how much has left, is taken back, sent again, and read by the other. */
async function sendsAFile({ person, context }: { person: Person; context: BrowserContext }, reader: Person) {
    const held: Route[] = [];
    const upload = "**/_matrix/media/v3/upload";
    await context.route(upload, (route) => void held.push(route));
    const file = (on: Person) => on.message("list.csv").getByTestId("file");
    await person.attach("list.csv", 1_000_000);
    const bar = file(person).getByRole("progressbar", { name: "Sending list.csv" });
    await expect(bar).toBeVisible();
    await expect.poll(() => held.length).toBe(1);
    await file(person).getByTestId("file-cancel").click();
    await expect(file(person)).toHaveCount(0);

    await person.attach("list.csv", 1_000_000);
    await expect(bar).toBeVisible();
    await expect.poll(() => held.length).toBe(2);
    await held[1]?.continue();
    await person.sees("list.csv", "sent");
    await context.unroute(upload);
    await expect(bar).toHaveCount(0);
    await expect(file(reader)).toHaveAttribute("data-state", "none");
}

/** A room with a label: who holds the clearance reads, who does not is told why, and the sender is told beforehand. */
async function keepsOutWhoIsNotCleared(claire: Person, paul: Person, ana: Person): Promise<void> {
    await expect(claire.byId("cleared-to")).toHaveAttribute("data-level", "FR/S", { timeout: 60_000 });
    // Attested, but no administrator: there is no such place.
    await expect(claire.page.locator("[data-testid=rail-item][data-id=admin]")).toHaveCount(0);
    await claire.createRoom("Port survey", [paul, ana], "DIFFUSION RESTREINTE");
    await expect(claire.byId("marking-banner")).toHaveAttribute("data-level", "FR/DR");
    await paul.acceptInvitation(claire);
    await paul.byId("presentation-allow").click();
    await ana.acceptInvitation(claire);
    await expect(ana.byId("not-mine")).toBeVisible();
    await expect(ana.byId("composer")).toHaveAttribute("aria-disabled", "true");

    await expect(claire.byId("show-readers")).toContainText("2 of 3");
    await claire.byId("composer").fill("Berth 4 is clear.");
    await expect(claire.byId("composer-check")).toContainText("Ana Lemos");
    await claire.page.keyboard.press("Control+Enter");
    await claire.sees("Berth 4 is clear.", "sent");
    await paul.reads("Berth 4 is clear.");
    await expect(paul.message("Berth 4 is clear.").getByTestId("label-badge")).toHaveAttribute("data-level", "FR/DR");
    await expect(ana.byId("utd-code").last()).toHaveText(/^(ATT|ADM)_/);
    await expect(ana.message("Berth 4 is clear.")).toHaveCount(0);
}
