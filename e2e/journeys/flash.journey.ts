import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { publishedStack } from "../support/demoStack.ts";
import { openBrowser, type Person } from "../support/person.ts";

/** Servers, sync and the officer's desk take what they take on a busy machine. */
const patient = { timeout: 60_000 };

test("a FLASH from one agency is read and acknowledged at another by keyboard alone, and counted", async ({
    browser,
}) => {
    test.setTimeout(240_000);
    const stack = publishedStack();
    const mei = await openBrowser(browser, stack, "mfa", 3);
    const ines = await openBrowser(browser, stack, "mod", 3);
    for (const { person } of [mei, ines]) {
        await person.signInForTheFirstTime();
        await takesTheWatch(person);
    }
    // Whoever was let in is a reader once the other's device has seen it.
    await readsInChannel(mei.person, ines.person);

    await mei.person.page.keyboard.press("Control+b");
    await mei.person.byId("broadcast-text").fill("Port Lazare airport closes at 12:00Z.");
    await mei.person.byId("broadcast-precedence").getByText("FLASH").click();
    await mei.person.byId("broadcast-send").click(patient);
    await mei.person.byId("broadcast-form").waitFor({ state: "detached" });

    const { page } = ines.person;
    const alarm = page.getByRole("alert").filter({ hasText: "FLASH from Mei Carlier, Foreign Ministry" });
    await expect(alarm).toContainText("Port Lazare airport closes", patient);
    // As a screen reader has it: said at once, whole, before what can be done about it.
    await expect(page.getByRole("region", { name: "Alarm" })).toMatchAriaSnapshot(`
        - region "Alarm":
          - alert: "FLASH from Mei Carlier, Foreign Ministry: Port Lazare airport closes at 12:00Z."
          - text: "FLASH Mei Carlier, Foreign Ministry: Port Lazare airport closes at 12:00Z."
          - button "Silence"
          - button "Read and answer"
    `);
    await page.keyboard.press("Control+1");
    const card = page.getByRole("article", { name: /Port Lazare airport closes/ });
    await expect(card.getByRole("heading", { name: /Port Lazare airport closes at 12:00Z/, level: 2 })).toBeVisible();
    await expect(card.getByRole("timer")).toBeVisible();
    await expect(card.getByRole("button", { name: /^Acknowledge/ })).toBeEnabled();
    await reachByTab(page, card.getByTestId("acknowledge"));
    await page.keyboard.press("Enter");
    await expect(card.getByRole("status").filter({ hasText: "In your cell’s ledger." })).toBeVisible(patient);
    await expect(ines.person.byId("alarm-strip")).toHaveCount(0);

    await mei.person.page.keyboard.press("Control+1");
    const row = mei.person.byId("coverage-row").filter({ hasText: "MOD" });
    await expect(row.locator("[data-rung=acknowledged]")).toHaveText("1", patient);
    await expect(row).toContainText("as of");

    // What the link has brought already comes again by hand: nothing of it is doubled.
    const packed = await packsBag(mei.person, "MOD");
    expect(packed.toString("utf8")).not.toContain("Port Lazare");
    await page.locator("[data-testid=nav-item][data-id=links]").click();
    await ines.person.byId("bag-import-input").setInputFiles({ name: "mod.valise", mimeType: "", buffer: packed });
    await expect(ines.person.byId("bag-file")).toHaveAttribute("data-outcome", "seen", patient);
    for (const { context } of [mei, ines]) await context.close();
});

/** What the channel asks is shown, and the watch that the directory's keeper offers is taken. */
async function takesTheWatch(person: Person): Promise<void> {
    await person.page.locator("[data-testid=rail-item][data-id=crisis]").click(patient);
    await person.byId("channel-allow").click(patient);
    await person.page.locator("[data-testid=nav-item][data-id=duty]").click();
    await person.byId("watch-take").click({ timeout: 150_000 });
    const own = person.byId("duty-row").filter({ hasText: person.agency.id.toUpperCase() });
    await expect(own).toContainText(person.user.displayName, patient);
}

/** The broadcast that was just sent, for one agency, as the file that the browser saves. */
async function packsBag(person: Person, agency: string): Promise<Buffer> {
    const { page } = person;
    await page.locator("[data-testid=nav-item][data-id=links]").click();
    await person.byId("link-detail").filter({ hasText: agency }).getByTestId("bag-export").click(patient);
    await person.byId("bag-scope").filter({ hasText: "Only this FLASH" }).click();
    await page.keyboard.press("Control+Enter");
    await expect(person.byId("bag-packed")).toHaveAttribute("data-count", "1", patient);
    const saving = page.waitForEvent("download");
    await page.keyboard.press("Control+Enter");
    const saved = await readFile(await (await saving).path());
    await person.byId("bag-saved").waitFor();
    await page.keyboard.press("Escape");
    return saved;
}

async function readsInChannel(person: Person, other: Person): Promise<void> {
    await person.page.locator("[data-testid=rail-item][data-id=all]").click();
    await person.byId("room-row").filter({ hasText: "Crisis channel" }).click(patient);
    await person.byId("show-readers").click();
    const row = person.page.locator(`[data-testid=reader-row][data-user-id="${other.user.userId}"]`);
    await expect(row).toHaveAttribute("data-state", "reads", patient);
}

/** Every person finds it with the one key that moves on; nobody needs a pointer, or a letter that could be switched off. */
async function reachByTab(page: Page, target: Locator): Promise<void> {
    const hasFocus = () => target.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 60 && !(await hasFocus()); presses += 1) await page.keyboard.press("Tab");
    await expect(target).toBeFocused();
}
