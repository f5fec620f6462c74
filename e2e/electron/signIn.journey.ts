import type { ElectronApplication, Page } from "@playwright/test";
import { passwordOf, publishedStack } from "../support/demoStack.ts";
import { builtPage } from "./support/builtPage.ts";
import { expect, test } from "./support/shellTest.ts";

/** From the first screen to the rooms, as the person reads it; the third group of the code is typed back. */
async function signIn(page: Page, userName: string, password: string): Promise<void> {
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel("User name").fill(userName);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: /^Sign in/ }).click();
    const code = page.getByTestId("recovery-code");
    await expect(code).toBeVisible({ timeout: 60_000 });
    // biome-ignore lint/performance/useDomNodeTextContent: the gaps between the groups come from the layout
    const groups = ((await code.innerText()).match(/\b[0-9A-HJKMNP-TV-Z]{4}\b/g) ?? []).slice(0, 8);
    await page.getByLabel(/third group/).fill(groups[2] ?? "");
    await page.getByRole("button", { name: /open Valise/ }).click();
    await expect(page.getByTestId("identity")).toBeVisible({ timeout: 60_000 });
}

const goOffline = (electron: ElectronApplication) =>
    electron.evaluate(({ session }) =>
        session.fromPartition("persist:valise").enableNetworkEmulation({ offline: true }),
    );

test("a desk officer signs in, is still signed in after a restart, and sees the rooms without a network", async ({
    launch,
    stage,
}) => {
    test.setTimeout(180_000);
    const { agencies } = publishedStack();
    const user = agencies[0]?.users[3];
    if (user === undefined) throw new Error("the demo has no such person");
    const password = passwordOf(user);
    const options = {
        profile: "officer",
        page: builtPage(stage),
        agencies: agencies.map(({ id, serverName, clientUrl }) => ({ id, name: id, serverName, clientUrl })),
    };
    const first = await launch(options);
    await signIn(first.page, user.userId.slice(1).split(":")[0] ?? "", password);
    await first.close();

    const second = await launch(options);
    await expect(second.page.getByTestId("identity")).toBeVisible({ timeout: 30_000 });

    await goOffline(second.electron);
    await second.page.reload();
    await expect(second.page.getByTestId("identity")).toBeVisible({ timeout: 10_000 });
    expect(first.stderr() + second.stderr()).not.toContain(password);
});
