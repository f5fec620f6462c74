import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "./look.ts";
import { type FakeApp, openFakeApp } from "./openFakeApp.ts";

let app: FakeApp;

beforeAll(async () => {
    app = await openFakeApp();
});
afterAll(() => app?.[Symbol.asyncDispose]());

describe("the app over an engine in memory", () => {
    it("leads from sign-in by keyboard to a message that is sent and read", async () => {
        await using opened = await app.open("demo=1");
        const { page } = opened;
        await page.getByTestId("agency-option").first().waitFor();
        await look(opened, "sign-in-agency");
        await page.keyboard.press("Enter");
        await page.getByTestId("username").fill("claire");
        await page.keyboard.press("Tab");
        await page.getByTestId("password").fill("wrong");
        await page.keyboard.press("Enter");
        await page.getByTestId("failure").waitFor();
        expect(await page.getByTestId("failure").textContent()).toContain("WRONG-PASSWORD");
        expect(await page.getByTestId("password").inputValue()).toBe("");
        await look(opened, "sign-in-refused");
        await page.getByTestId("password").fill("right");
        await page.getByTestId("sign-in").click();

        await page.getByTestId("recovery-code").waitFor();
        expect(await page.getByTestId("open-valise").isDisabled()).toBe(true);
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "clearance" }, (own) => ({
                ...own,
                trust: { ...own.trust, deviceOnly: ["FR · SECRET"] },
            })),
        );
        await page.getByTestId("device-only").waitFor();
        const third = await page.getByTestId("recovery-code").locator("li").nth(2).textContent();
        await page.getByTestId("recovery-confirm").fill("xxxx");
        expect(await page.getByTestId("open-valise").isDisabled()).toBe(true);
        await page.getByTestId("recovery-confirm").fill(third?.toLowerCase() ?? "");
        await look(opened, "recovery");
        await page.keyboard.press("Enter");

        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.getByTestId("message").filter({ hasText: "88 eigene" }).waitFor();
        await page.getByTestId("composer").fill("40 seats held until 11:15Z");
        await page.keyboard.press("Enter");
        const sent = page.getByTestId("message").filter({ hasText: "40 seats held" });
        await sent.locator("[data-testid=send-state][data-state=sent]").waitFor();
        expect(await page.getByTestId("composer").inputValue()).toBe("");
        await look(opened, "conversation");
    });
});
