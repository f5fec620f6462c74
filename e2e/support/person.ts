import { type Browser, type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { type DemoAgency, type DemoStack, type DemoUser, passwordOf } from "./demoStack.ts";

/** One person at one screen: what a journey says they do, in the words of the interface. */
export class Person {
    readonly page: Page;
    readonly user: DemoUser;
    readonly agency: DemoAgency;
    recoveryCode = "";

    constructor(page: Page, agency: DemoAgency, user: DemoUser) {
        this.page = page;
        this.agency = agency;
        this.user = user;
    }

    byId(testId: string): Locator {
        return this.page.getByTestId(testId);
    }

    /** Types name and password up to the button; what follows depends on the account. */
    async enterPassword(): Promise<void> {
        await this.byId("agency-option").filter({ hasText: this.agency.serverName }).click();
        await this.byId("agency-continue").click();
        await this.byId("username").fill(this.user.userId.slice(1).split(":")[0] ?? "");
        await this.byId("password").fill(passwordOf(this.user));
        await this.byId("sign-in").click();
    }

    /** The plain web build asks how the store is kept; journeys let the browser keep it. */
    async chooseBrowserStore(): Promise<void> {
        await this.byId("store-browser").click();
        await this.byId("store-continue").click();
    }

    /** First sign-in of an account: keeps the code, types the group it is asked for. */
    async keepRecoveryCode(): Promise<void> {
        const code = this.byId("recovery-code");
        await expect(code).toBeVisible({ timeout: 60_000 });
        this.recoveryCode = (await code.getAttribute("data-code")) ?? (await code.innerText());
        const groups = this.recoveryCode.match(/[0-9A-Z]{4}/g) ?? [];
        await this.byId("recovery-confirm").fill(groups[2] ?? "");
        await this.byId("open-valise").click();
        await expect(this.byId("room-list")).toBeVisible();
    }

    async openRoom(name: string): Promise<void> {
        await this.byId("room-row").filter({ hasText: name }).click();
        await expect(this.byId("composer")).toBeVisible();
    }

    async say(text: string): Promise<void> {
        await this.byId("composer").getByRole("textbox").fill(text);
        await this.page.keyboard.press("Enter");
    }

    message(text: string): Locator {
        return this.byId("message").filter({ hasText: text });
    }

    async reads(text: string): Promise<void> {
        await expect(this.message(text)).toBeVisible();
    }

    async sees(text: string, state: "queued" | "sending" | "sent" | "failed"): Promise<void> {
        await expect(this.message(text).getByTestId("send-state")).toHaveAttribute("data-state", state);
    }
}

export function userOf(stack: DemoStack, agencyId: string, index: number): [DemoAgency, DemoUser] {
    const agency = stack.agencies.find((candidate) => candidate.id === agencyId);
    const user = agency?.users[index];
    if (agency === undefined || user === undefined) throw new Error(`the demo has no person ${index} at ${agencyId}`);
    return [agency, user];
}

/** A fresh browser profile with the app open at its first screen. */
export async function openBrowser(browser: Browser, stack: DemoStack, agencyId: string, index: number) {
    const context: BrowserContext = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en" });
    const page = await context.newPage();
    await page.goto(stack.web);
    return { context, person: new Person(page, ...userOf(stack, agencyId, index)) };
}
