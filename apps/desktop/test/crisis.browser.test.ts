import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "./look.ts";
import { type FakeApp, type OpenedApp, openFakeApp } from "./openFakeApp.ts";

let app: FakeApp;

beforeAll(async () => {
    app = await openFakeApp();
});
afterAll(() => app?.[Symbol.asyncDispose]());

const ready = "start=ready&demo=1&crisis=1";
const answers = ({ page }: OpenedApp) =>
    page.evaluate(() => window.fake.engine.calls.filter(({ method }) => method === "answerBroadcast"));

/** How many tones are really started when the plan's next step alarms. */
const tonesOfNextStep = ({ page }: OpenedApp) =>
    page.evaluate(async () => {
        let started = 0;
        const { start } = OscillatorNode.prototype;
        OscillatorNode.prototype.start = function (when) {
            started += 1;
            start.call(this, when);
        };
        window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => ({
            ...crisis,
            rows: crisis.rows.map((row) => (row.alarm === null ? row : { ...row, alarm: { ...row.alarm, step: 1 } })),
        }));
        for (let wait = 0; wait < 40 && started < 6; wait += 1) await new Promise((done) => setTimeout(done, 50));
        return started;
    });

describe("a FLASH", () => {
    it("is heard, read and acknowledged by keyboard and accessible names alone", async () => {
        await using opened = await app.open(`${ready}&theme=light`);
        const { page } = opened;
        // Heard: sound, and an alert that says who alarms, how urgently, and what.
        await page.getByRole("alert").filter({ hasText: "FLASH from Paul Estève, Ministry of Defence" }).waitFor();
        expect(await page.evaluate(() => window.fake.sounded.length)).toBe(1);
        expect(await page.getByRole("alert").textContent()).toContain("Port Lazare airport closes");
        await look(opened, "alarm-strip");
        // Ctrl 1 is the crisis; its place in the rail says how many wait.
        await page.getByRole("button", { name: /Crisis.*2 broadcasts to answer/ }).waitFor();
        await page.keyboard.press("Control+1");
        const card = page.getByRole("article", { name: /Port Lazare airport closes/ });
        await card.waitFor();
        expect(await card.textContent()).toContain("Move every assembly point to Tamrin airfield now.");
        expect(await card.getByRole("timer").textContent()).toMatch(/^02:\d\d$/);
        await look(opened, "crisis-light");
        expect(await tonesOfNextStep(opened)).toBe(6);
        await page.keyboard.press("a");
        await card.getByRole("status").filter({ hasText: "In your cell’s ledger." }).waitFor();
        expect(await answers(opened)).toMatchObject([{ input: { kind: "acknowledged", option: null } }]);
        await page.getByRole("region", { name: "Alarm" }).waitFor({ state: "detached" });
        // The card stays in view: the answer was seen to arrive.
        expect(await card.isVisible()).toBe(true);
    });

    it("says what is left at five minutes, one minute and nought, and only then", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("alarm-show").click();
        await page.getByTestId("countdown").waitFor();
        expect(await page.getByTestId("countdown-said").textContent()).toBe("");
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => ({
                ...crisis,
                rows: crisis.rows.map((row) =>
                    row.deadlineMs === null ? row : { ...row, deadlineMs: (row.deadlineMs - 111_000) as never },
                ),
            })),
        );
        await page.getByText("1 minute left to answer.").waitFor();
    });
});

describe("a broadcast", () => {
    it("of an exercise has pattern and word in place of red; one cannot comply says why", async () => {
        await using opened = await app.open(`${ready}&theme=dark&lang=de`);
        const { page } = opened;
        await page.getByTestId("alarm-strip").waitFor();
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => ({
                ...crisis,
                rows: crisis.rows.map((row) =>
                    row.alarm === null ? row : { ...row, status: "exercise" as const, exerciseName: "SÉISME 26" },
                ),
            })),
        );
        await page.getByTestId("alarm-show").click();
        await page.getByTestId("exercise-ribbon").waitFor();
        expect(await page.getByTestId("crisis-frame").getAttribute("data-kind")).toBe("exercise");
        await page.getByTestId("read-back").click();
        expect(await page.getByTestId("read-back-words").locator("li").count()).toBe(6);
        await look(opened, "crisis-exercise-dark");
        await page.getByTestId("cannot-comply").click();
        await page.keyboard.type("Kein Fahrzeug, a");
        await page.getByTestId("send-cannot-comply").click();
        await page.getByTestId("my-answer").waitFor();
        expect(await answers(opened)).toMatchObject([{ input: { kind: "cannot-comply", text: "Kein Fahrzeug, a" } }]);
    });

    it("that is a roll call asks how one is before it takes an answer; a refused one says its code and asks nothing", async () => {
        await using opened = await app.open(`${ready}&lang=fr`);
        const { page } = opened;
        await page.getByTestId("alarm-show").click();
        await page.getByTestId("broadcast-row").filter({ hasText: "Roll call" }).click();
        await page.getByTestId("answer-triage").first().waitFor();
        await page.locator("h2").first().click();
        await page.keyboard.press("a");
        await page.keyboard.press("Space");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Space");
        await page.getByTestId("answer-location").fill("Tamrin");
        await look(opened, "crisis-roll-call");
        await page.getByTestId("acknowledge").click();
        await page.getByTestId("my-answer").waitFor();
        const [sent] = await answers(opened);
        expect(sent?.input).toMatchObject({ option: "all", triage: "safe", location: "Tamrin" });
        await page.locator("[data-testid=broadcast-row][data-refused]").click();
        await page.getByTestId("broadcast-refused").waitFor();
        expect(await page.getByTestId("broadcast-refused").textContent()).toContain("CRS_NOT_BROADCASTER");
        expect(await page.getByTestId("acknowledge").count()).toBe(0);
        await look(opened, "crisis-refused");
    });

    it("is calm and empty where nothing is", async () => {
        await using opened = await app.open(`${ready}&theme=dark`);
        const { page } = opened;
        await page.getByTestId("alarm-show").click();
        await page.getByTestId("coverage-by").locator("[data-value=post]").click();
        expect(await page.getByTestId("coverage-row").textContent()).toContain("Visa section");
        await page.getByTestId("show-cause").first().click();
        expect(await page.getByTestId("coverage-person").count()).toBe(1);
        await look(opened, "crisis-dark");
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => ({ ...crisis, rows: [] })),
        );
        await page.getByTestId("no-broadcasts").waitFor();
        expect(await page.getByTestId("crisis-frame").count()).toBe(0);
        await look(opened, "crisis-empty");
    });
});

describe("writing a broadcast", () => {
    it("shows who will not read before Ctrl Enter sends; one's own is called off", async () => {
        await using opened = await app.open(`${ready}&lang=fr&theme=dark`);
        const { page } = opened;
        await page.getByTestId("alarm-strip").waitFor();
        await page.keyboard.press("Control+b");
        await page.getByTestId("broadcast-text").fill("Restez à l’intérieur.");
        const plan = { name: "Plan d’évacuation.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") };
        await page.getByTestId("broadcast-files-input").setInputFiles([plan, { ...plan, name: "Contacts.csv" }]);
        await page.getByTestId("broadcast-file").nth(1).getByRole("button").click();
        await page.getByTestId("broadcast-not-reading").waitFor();
        await look(opened, "broadcast-dark");
        await page.getByTestId("broadcast-files").scrollIntoViewIfNeeded();
        await look(opened, "broadcast-files-dark");
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("broadcast-form").waitFor({ state: "detached" });
        await page.getByTestId("broadcast-row").filter({ hasText: "Restez à l’intérieur." }).click();
        // It names its file before that is here.
        expect(await page.getByTestId("attachment").isDisabled()).toBe(true);
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => ({
                ...crisis,
                rows: crisis.rows.map((row) => ({
                    ...row,
                    attachments: row.attachments.map((each) => ({ ...each, eventId: "$plan" as never })),
                })),
            })),
        );
        await page.getByTestId("attachment").click();
        await look(opened, "broadcast-attached-dark");
        await page.getByTestId("cancel-broadcast").click();
        await page.getByTestId("cancel-broadcast-reason").fill("Fin d’alerte");
        await look(opened, "broadcast-cancel");
        await page.getByTestId("cancel-broadcast-submit").click();
        await page.getByTestId("broadcast-over").waitFor();
        const sent = await page.evaluate(() =>
            window.fake.engine.calls.filter(({ method }) => /^(send|cancel)Broadcast$/.test(method)),
        );
        const input = { texts: { fr: "Restez à l’intérieur." }, precedence: "IMMEDIATE", files: [{ name: plan.name }] };
        expect(sent).toMatchObject([
            { method: "sendBroadcast", input },
            { method: "cancelBroadcast", input: { reason: { fr: "Fin d’alerte" } } },
        ]);
    });
});
