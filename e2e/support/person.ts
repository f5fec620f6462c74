import { writeFileSync } from "node:fs";
import { type Browser, type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { type DemoAgency, type DemoStack, type DemoUser, keptCodeFileOf, passwordOf } from "./demoStack.ts";

/** One person at one screen: what a journey says they do, in the words of the interface. */
export class Person {
    readonly page: Page;
    readonly user: DemoUser;
    readonly agency: DemoAgency;

    constructor(page: Page, agency: DemoAgency, user: DemoUser) {
        this.page = page;
        this.agency = agency;
        this.user = user;
    }

    byId(testId: string): Locator {
        return this.page.getByTestId(testId);
    }

    /** The plain web build asks how the store is kept; journeys let the browser keep it. */
    async letTheBrowserKeepTheStore(): Promise<void> {
        await this.byId("protection-option").nth(1).click();
        await this.byId("consent").click();
        await this.byId("protect").click();
    }

    async chooseAgency(): Promise<void> {
        await this.byId("agency-option").filter({ hasText: this.agency.serverName }).click();
        await this.byId("continue").click();
    }

    /** Name and password, up to the button; what follows depends on the account. */
    async enterPassword(password = passwordOf(this.user)): Promise<void> {
        await this.byId("username").fill(this.user.userId.slice(1).split(":")[0] ?? "");
        await this.byId("password").fill(password);
        await this.byId("sign-in").click();
    }

    /** First sign-in of an account: reads the eight groups, types the third. Resolves to the code. */
    async keepRecoveryCode(): Promise<string> {
        const groups = this.byId("recovery-code").locator("li");
        await expect(groups).toHaveCount(8, { timeout: 60_000 });
        // A group is its number and four characters.
        const texts = (await groups.allTextContents()).map((text) => text.trim().slice(-4));
        await this.byId("recovery-confirm").fill(texts[2] ?? "");
        await this.byId("open-valise").click();
        await expect(this.byId("room-list")).toBeVisible();
        return texts.join(" ");
    }

    /** All of a first sign-in in the browser. Resolves to the recovery code, which later journeys find in its file. */
    async signInForTheFirstTime(): Promise<string> {
        await this.signIn();
        const code = await this.keepRecoveryCode();
        writeFileSync(keptCodeFileOf(this.user), code, { mode: 0o600 });
        return code;
    }

    async signIn(): Promise<void> {
        await this.letTheBrowserKeepTheStore();
        await this.chooseAgency();
        await this.enterPassword();
    }

    /** `marking`: as the policy writes it; a room without a label when absent. */
    async createRoom(name: string, invite: readonly Person[], marking?: string): Promise<void> {
        await this.byId("new-room").click();
        await this.byId("create-room-name").fill(name);
        if (marking !== undefined) await this.byId("label-pick").filter({ hasText: marking }).click();
        for (const other of invite) {
            await this.byId("invite-query").fill(other.user.userId);
            const found = this.page.locator(`[data-testid=invitee-found][data-user-id="${other.user.userId}"]`);
            await found.getByRole("button").click();
        }
        await this.byId("create-room-submit").click();
        await expect(this.byId("composer")).toBeVisible();
    }

    /** An invitation names who invites; the room's name is readable only from inside. */
    async acceptInvitation(from: { readonly user: Pick<DemoUser, "displayName"> }): Promise<void> {
        await this.byId("room-row").filter({ hasText: from.user.displayName }).filter({ hasText: "invited" }).click();
        await this.byId("join-room").click();
        await expect(this.byId("composer")).toBeVisible();
    }

    async openRoom(name: string): Promise<void> {
        await this.byId("room-row").filter({ hasText: name }).click();
        await expect(this.byId("composer")).toBeVisible();
    }

    async say(text: string): Promise<void> {
        await this.byId("composer").fill(text);
        await this.page.keyboard.press("Enter");
    }

    async attach(name: string, sizeBytes: number): Promise<void> {
        const buffer = Buffer.alloc(sizeBytes);
        await this.byId("attach-input").setInputFiles({ name, mimeType: "text/csv", buffer });
        await this.byId("files-confirm").click();
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

export function agencyOf(stack: DemoStack, agencyId: string): DemoAgency {
    const agency = stack.agencies.find((candidate) => candidate.id === agencyId);
    if (agency === undefined) throw new Error(`the demo has no agency ${agencyId}`);
    return agency;
}

function userOf(stack: DemoStack, agencyId: string, index: number): [DemoAgency, DemoUser] {
    const agency = agencyOf(stack, agencyId);
    const user = agency.users[index];
    if (user === undefined) throw new Error(`the demo has no person ${index} at ${agencyId}`);
    return [agency, user];
}

/** A fresh browser profile with the app open at its first screen. */
export async function openBrowser(browser: Browser, stack: DemoStack, agencyId: string, index: number) {
    const context: BrowserContext = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: "en-GB",
    });
    const page = await context.newPage();
    await page.goto(stack.web);
    return { context, person: new Person(page, ...userOf(stack, agencyId, index)) };
}
