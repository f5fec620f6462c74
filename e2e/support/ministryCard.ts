import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { startTestStack, type TestUser } from "@valise/homeserver";
import { startIdentityProvider } from "@valise/testkit/identity";
import type { DemoAgency } from "./demoStack.ts";

/** One agency whose people sign in at a real OpenID provider beside passwords. */
export async function startMinistryCard(people: readonly string[]) {
    await using parts = new AsyncDisposableStack();
    const provider = parts.use(await startIdentityProvider());
    const folder = mkdtempSync(join(tmpdir(), "valise-card-"));
    parts.defer(() => rmSync(folder, { recursive: true }));
    const clientSecretFile = join(folder, "secret");
    writeFileSync(clientSecretFile, provider.secret, { mode: 0o600 });
    const { issuer, clientId } = provider;
    const oidc = { name: "Ministry card", issuer, clientId, clientSecretFile, claim: "preferred_username" };
    const stack = parts.use(await startTestStack({ agencies: 1, users: { mfa: people }, oidc }));
    const { clientUrl, serverName } = stack.agency("mfa");
    provider.trust(clientUrl);
    const agency: DemoAgency = {
        ...{ id: "mfa", name: "MFA", serverName, clientUrl, steward: null, trust: null },
        ...{ adminUrl: "", adminTokenFile: "", users: [] },
    };
    const kept = parts.move();
    return { agency, user: stack.user, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** A browser of its own that reaches nothing but this machine. */
export async function newVisitor(browser: Browser) {
    const context = await browser.newContext({ locale: "fr-FR" });
    await context.route(/^https?:(?!\/\/127\.0\.0\.1[:/])/, (route) => route.abort());
    return context;
}

/** At the provider as `login`, which asks although somebody is signed in there. */
export async function signInAnew(page: Page, login: string): Promise<void> {
    await page.locator("input[name=login]").fill(login);
    await page.locator("input[name=password]").fill("anything");
    await page.locator("button[type=submit]").click();
}

/** A device of this person's that the app is not; its id. */
export async function signInElsewhere({ userId, password, clientUrl }: TestUser): Promise<string> {
    const identifier = { type: "m.id.user", user: userId };
    const body = JSON.stringify({ type: "m.login.password", identifier, password });
    const answer = await fetch(`${clientUrl}/_matrix/client/v3/login`, { method: "POST", body });
    const { device_id } = (await answer.json()) as { device_id: string };
    return device_id;
}

/** At the provider as `login`, through its pages and the homeserver's, back to where Valise waits. */
export async function signInAtProvider(page: Page, login: string): Promise<void> {
    await signInAnew(page, login);
    const consent = page.locator("button[type=submit]", { hasText: "Continue" });
    const back = page.locator("a.primary-button");
    await consent.or(back).waitFor();
    if (await consent.isVisible()) await consent.click();
    await back.click();
}
