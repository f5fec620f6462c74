import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { publishedStack } from "../support/demoStack.ts";
import { agencyOf, openBrowser } from "../support/person.ts";

const manifest = `valise: 1
revision: 1
community: screens
agencies:
  mfa: { name: Foreign Ministry, server: mfa.example, ceiling: FR/S }
accounts:
  - { agency: mfa, user: maya.ferrand, name: Maya Ferrand, expires: 2090-01-31 }
spaces:
  hall: { agency: mfa, name: Hall, members: ["agency:mfa"] }
rooms:
  notices: { agency: mfa, space: hall, name: Notices, members: ["agency:mfa"], retention: 7d }
`;

/** From the app alone: attested by the officer, let in by the homeserver, and holding no key of any room. */
test("an administrator plans, applies, reads back that nothing is left, and locks an account", async ({ browser }) => {
    const stack = publishedStack();
    const at = agencyOf(stack, "mfa").users.findIndex(({ userId }) => userId === "@admin:mfa.example");
    const folder = mkdtempSync(join(tmpdir(), "valise-manifest-"));
    mkdirSync(join(folder, "demo"));
    writeFileSync(join(folder, "demo", "valise.yaml"), manifest);
    const { context, person } = await openBrowser(browser, stack, "mfa", at);
    const { page } = person;
    try {
        await person.signInForTheFirstTime();
        // The officer's clearance comes within seconds, and with it the place.
        const place = page.locator("[data-testid=rail-item][data-id=admin]");
        await place.click({ timeout: 40_000 });
        await person.byId("folder-input").setInputFiles(join(folder, "demo"));
        await expect(person.byId("plan-row")).toHaveCount(3);
        await page.screenshot({ path: "test-results/admin-plan-real.png" });
        // One room of the manifest's tree narrows the plan to it.
        await page.locator("[data-testid=tree-row][data-id='key:spaces/hall'] .tree-twisty").click();
        await page.locator("[data-testid=tree-row][data-id='key:rooms/notices']").click();
        await expect(person.byId("plan-row")).toHaveCount(1);
        await person.byId("show-whole").click();
        await person.byId("apply").click();
        await person.byId("apply-confirm").click();
        await expect(person.byId("apply-done")).toBeVisible({ timeout: 60_000 });
        await expect(person.byId("plan-empty")).toBeVisible();
        await expect(person.byId("save-letters")).toContainText("1");
        const go = (id: string) => page.locator(`[data-testid=nav-item][data-id=${id}]`).click();
        await go("retention");
        await expect(person.byId("retention-row")).toContainText("7 days");
        await go("audit");
        await expect(person.byId("audit-whole")).toBeVisible();
        await expect(person.byId("audit-row").first()).toContainText("@admin:mfa.example");
        await go("links");
        const way = page.locator("[data-testid=matrix-row][data-id='mfa.example'] [data-to='mod.example']");
        await expect(way).toContainText("arrives");
        await expect(person.byId("link-row").filter({ hasText: "mod.example" })).toContainText("arrives");
        await go("accounts");
        await person.byId("account-query").fill("maya");
        await person.byId("account-search").click();
        const row = person.byId("account-row");
        await expect(row).toHaveCount(1);
        await expect(row).toContainText("31 Jan 2090");
        await row.getByTestId("account-acts").click();
        await page.getByRole("menuitem", { name: "Lock" }).click();
        await person.byId("account-confirm").click();
        await expect(row).toContainText("locked");
        // Done by hand, so the manifest's plan says it.
        await go("plan");
        await person.byId("plan-again").click();
        await expect(person.byId("plan-row")).toHaveAttribute("data-id", "accounts/@maya.ferrand:mfa.example");
        await page.screenshot({ path: "test-results/admin-locked-real.png" });
        // Put back by applying that row alone.
        await person.byId("plan-choose").check();
        await person.byId("apply").click();
        await expect(person.byId("apply-targets")).toHaveText("accounts/@maya.ferrand:mfa.example");
        await person.byId("apply-confirm").click();
        await expect(person.byId("plan-empty")).toBeVisible({ timeout: 60_000 });
        await go("accounts");
        await expect(row).toContainText("active");
    } finally {
        await context.close();
        rmSync(folder, { recursive: true });
    }
});
