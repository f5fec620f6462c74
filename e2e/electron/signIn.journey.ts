import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { passwordOf, publishedStack } from "../support/demoStack.ts";
import {
    newVisitor,
    signInAnew,
    signInAtProvider,
    signInElsewhere,
    startMinistryCard,
} from "../support/ministryCard.ts";
import { Person } from "../support/person.ts";
import { builtPage } from "./support/builtPage.ts";
import type { Stage } from "./support/createStage.ts";
import { expect, test } from "./support/shellTest.ts";
import { realApp, signInToApp } from "./support/signInToApp.ts";

test("a desk officer signs in, is still signed in after a restart, and sees the rooms without a network", async ({
    launch,
    stage,
}) => {
    test.setTimeout(180_000);
    const first = await launch(realApp(stage, "officer"));
    const { user } = await signInToApp(first, stage, "mfa", "officer");
    await first.close();

    const second = await launch(realApp(stage, "officer"));
    await expect(second.page.getByTestId("room-list")).toBeVisible({ timeout: 30_000 });

    await second.electron.evaluate(({ session }) =>
        session.fromPartition("persist:valise").enableNetworkEmulation({ offline: true }),
    );
    await second.page.reload();
    await expect(second.page.getByTestId("room-list")).toBeVisible({ timeout: 10_000 });
    expect(first.stderr() + second.stderr()).not.toContain(passwordOf(user));
});

/** What the system would open its browser at: the address, as soon as the program hands it over. */
function standInForOpener(stage: Stage) {
    mkdirSync(join(stage.folder, "bin"), { recursive: true });
    const file = join(stage.makeFolder("opened"), "address");
    chmodSync(
        stage.writeFile("bin/xdg-open", `#!/bin/sh\nprintf '%s' "$1" > ${file}.new && mv ${file}.new ${file}\n`),
        0o755,
    );
    return async () => {
        await expect.poll(() => existsSync(file)).toBe(true);
        const address = readFileSync(file, "utf8");
        rmSync(file);
        return { address, back: new URL(address).searchParams.get("redirectUrl") ?? "" };
    };
}

test("a desk officer signs in at the agency's identity provider, in the desktop app and in the page: as who they named, and nobody else", async ({
    launch,
    stage,
    browser,
}) => {
    test.setTimeout(240_000);
    await using card = await startMinistryCard(["alice", "erin"]);
    const { agency } = card;
    const { id, name, serverName, clientUrl } = agency;
    const agencies = [{ id, name, serverName, clientUrl }];
    const opened = standInForOpener(stage);
    const app = await launch({ profile: "card", page: builtPage(stage), agencies });
    const alice = new Person(app.page, agency, { ...card.user("alice"), displayName: "alice" });
    await alice.chooseAgency();
    await alice.byId("username").fill("alice");
    const begin = async () => {
        await alice.byId("sign-in-at").filter({ hasText: "Ministry card" }).click();
        await expect(alice.byId("browser-waits")).toBeVisible();
        return opened();
    };

    // Somebody else is at this machine's browser: their session ends again, and nothing of it is kept.
    const first = await begin();
    expect(first.address.startsWith(`${agency.clientUrl}/_matrix/client/v3/login/sso/redirect/`)).toBe(true);
    expect(first.back).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[A-Za-z0-9_-]{32}$/);
    await using others = await newVisitor(browser);
    const theirs = await others.newPage();
    await theirs.goto(first.address);
    await signInAtProvider(theirs, "erin");
    await expect(alice.byId("failure")).toContainText(`@erin:${agency.serverName}`);
    await expect(alice.byId("failure")).toContainText("OTHER-ACCOUNT");

    // Refused at the provider: the homeserver says so in the person's language, the app on being asked to wait no longer.
    const second = await begin();
    await using own = await newVisitor(browser);
    const page = await own.newPage();
    await page.goto(second.address);
    await page.getByRole("link", { name: "Cancel" }).click();
    await expect(page.getByText("Connexion refusée ou annulée chez le fournisseur")).toBeVisible();
    await alice.byId("stop-waiting").click();
    await expect(alice.byId("failure")).toContainText("CANCELLED");
    await expect(fetch(second.back)).rejects.toThrow();

    const third = await begin();
    await page.goto(third.address);
    await signInAtProvider(page, "alice");
    await expect(page.getByText("You may close this window")).toBeVisible();
    await alice.keepRecoveryCode();
    await expect(fetch(third.back)).rejects.toThrow();

    // Whoever has no password at hand removes another of their devices there as well, and nobody else does it for them.
    const other = await signInElsewhere(card.user("alice"));
    await alice.byId("rail-item").and(alice.page.locator("[data-id=settings]")).click();
    await alice.page.locator("[data-id=devices]").click();
    await alice.byId("device-row").filter({ hasText: other }).getByTestId("device-remove").click();
    await alice.byId("prove-at-provider").click();
    await expect(alice.byId("proof-waits")).toBeVisible();
    const { address } = await opened();
    expect(address).toMatch(/\/auth\/m\.login\.sso\/fallback\/web\?prompt=login&session=\w+$/);
    await theirs.goto(address);
    await theirs.locator("a.primary-button").click();
    await signInAnew(theirs, "erin");
    await expect(theirs.getByText("Quelqu’un d’autre s’est identifié")).toBeVisible();
    await expect(alice.byId("proof-waits")).toBeVisible();
    await page.goto(address);
    await page.locator("a.primary-button").click();
    await signInAnew(page, "alice");
    await expect(page.getByText("C’est confirmé")).toBeVisible();
    await expect(alice.byId("device-row").filter({ hasText: other })).toHaveCount(0, { timeout: 20_000 });

    // The page in a browser: another tab goes there, and comes back to this origin alone.
    await using visitor = await newVisitor(browser);
    await visitor.route("**/config.json", (route) => route.fulfill({ json: { agencies } }));
    const erin = new Person(await visitor.newPage(), agency, { ...card.user("erin"), displayName: "erin" });
    await erin.page.goto(publishedStack().web);
    await erin.letTheBrowserKeepTheStore();
    await erin.chooseAgency();
    const [tab] = await Promise.all([erin.page.waitForEvent("popup"), erin.byId("sign-in-at").click()]);
    await signInAtProvider(tab, "erin");
    await expect(tab.getByText("revenir à Valise")).toBeVisible();
    expect(new URL(tab.url()).search).toBe("");
    await erin.keepRecoveryCode();
});
