import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "./look.ts";
import { callsOf, type FakeApp, openFakeApp } from "./openFakeApp.ts";

let app: FakeApp;

beforeAll(async () => {
    app = await openFakeApp();
});
afterAll(() => app?.[Symbol.asyncDispose]());

const ready = "start=ready&demo=1&crisis=1";
const file = (name: string, text: string) => ({
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(text),
});

describe("the links between agencies", () => {
    it("are seen from every place of the crisis; where one is down, the bag is packed, looked at and saved", async () => {
        await using opened = await app.open(`${ready}&theme=light`);
        const { page } = opened;
        await page.getByTestId("alarm-show").click();
        const row = page.locator("[data-testid=link-row][data-id='urn:valise:agency:intel']");
        expect(await row.getByTestId("link-state").getAttribute("data-state")).toBe("down");
        await look(opened, "links-glance-light");
        // By keyboard from the head to the details, and on to the bag.
        await page.getByTestId("link-trouble").focus();
        await page.keyboard.press("Enter");
        await page.getByTestId("link-detail").nth(1).getByText("28 people wait for a broadcast").waitFor();
        await look(opened, "links-light");
        await row.getByTestId("link-bag").focus();
        await page.keyboard.press("Enter");
        await page.getByTestId("bag-pack").waitFor();
        await page.keyboard.press("Control+Enter");
        await page.locator("[data-testid=bag-packed][data-count='3']").waitFor();
        await look(opened, "bag-packed-light");
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("bag-saved").waitFor();
        const { lastHeardMs } = await page.evaluate(() => {
            let found: number | null = null;
            window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => {
                found = crisis.weather.find(({ waiting }) => waiting > 0)?.lastHeardMs ?? null;
                return crisis;
            });
            return { lastHeardMs: found as number | null };
        });
        expect(await callsOf(opened, "exportBag")).toMatchObject([
            { input: { agency: "urn:valise:agency:intel", sinceMs: (lastHeardMs ?? 0) - 300_000, eventId: null } },
        ]);
        expect(
            await page.evaluate(() => window.fake.shell.calls.filter(({ method }) => method === "saveFile")),
        ).toMatchObject([{ input: { name: "intel-20261121T1009.valise" } }]);
        // What is chosen anew is packed anew.
        await page.getByTestId("bag-scope").nth(1).click();
        await page.getByTestId("bag-pack").waitFor();
        expect(await page.getByTestId("bag-packed").count()).toBe(0);
    });

    it("say nothing of others while this device is offline, and that none is known", async () => {
        await using opened = await app.open(`${ready}&theme=dark&lang=de`);
        const { page } = opened;
        await page.getByTestId("alarm-show").click();
        await page.locator("[data-testid=nav-item][data-id=links]").click();
        await page.getByTestId("link-detail").first().waitFor();
        await look(opened, "links-dark");
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "session" }, (session) => ({
                ...session,
                connection: { ...session.connection, state: "offline" },
            })),
        );
        await page.locator("[data-testid=link-row] [data-state=unknown]").first().waitFor();
        expect(await page.getByTestId("link-trouble").count()).toBe(0);
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => ({ ...crisis, weather: [] })),
        );
        await page.getByTestId("no-links").waitFor();
        await look(opened, "links-none-dark");
    });
});

describe("a bag", () => {
    it("is taken in by file choice: taken, known already, refused with a code, partly unreadable", async () => {
        await using opened = await app.open(`${ready}&theme=light&lang=fr`);
        const { page } = opened;
        await page.getByTestId("alarm-show").click();
        await page.locator("[data-testid=nav-item][data-id=links]").click();
        await page
            .getByTestId("bag-import-input")
            .setInputFiles([
                file("1.valise", "1"),
                file("2.valise", "2"),
                file("3.valise", "3"),
                file("4.valise", "4"),
            ]);
        await page.getByTestId("bag-file").nth(3).and(page.locator("[data-outcome=taken]")).waitFor();
        const outcomes = await page
            .getByTestId("bag-file")
            .evaluateAll((all) => all.map((each) => each.dataset.outcome));
        expect(outcomes).toEqual(["taken", "seen", "refused", "taken"]);
        await page.getByText("CRS_BAG_NOT_ADDRESSED").waitFor();
        await look(opened, "bag-taken-light");
        await page.getByTestId("bag-room-taken").first().getByRole("button").click();
        await page.getByTestId("composer").waitFor();
    });

    it("dropped on an open room is taken in and not sent to it", async () => {
        await using opened = await app.open(`${ready}&theme=dark`);
        const { page } = opened;
        await page.locator("[data-testid=room-row][data-room-id='!flights']").click();
        await page.getByTestId("composer").waitFor();
        await page.evaluate(() => {
            const data = new DataTransfer();
            data.items.add(new File(["1"], "mod.valise"));
            const at = document.querySelector("[data-testid=composer]");
            at?.dispatchEvent(new DragEvent("dragenter", { bubbles: true, dataTransfer: data }));
            at?.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
        });
        await page.locator("[data-testid=bag-file][data-outcome=taken]").waitFor();
        expect(await page.locator(".drop-field").count()).toBe(0);
        expect(await callsOf(opened, "sendFile")).toEqual([]);
        await look(opened, "bag-dropped-dark");
    });
});
