import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "./look.ts";
import { callsOf, type FakeApp, openFakeApp } from "./openFakeApp.ts";

let app: FakeApp;

beforeAll(async () => {
    app = await openFakeApp();
});
afterAll(() => app?.[Symbol.asyncDispose]());

const ready = "start=ready&demo=1&crisis=1";

describe("an escalation", () => {
    it("shows what was done and what comes next; a step is left out and the plan held, each with a reason", async () => {
        await using opened = await app.open(`${ready}&theme=light`);
        const { page } = opened;
        await page.getByTestId("alarm-show").click();
        await page.locator("[data-testid=escalation-step][data-state=next]").waitFor();
        const states = await page
            .getByTestId("escalation-step")
            .evaluateAll((all) => all.map((each) => each.dataset.state));
        expect(states).toEqual(["done", "done", "next", "ahead", "ahead"]);
        await look(opened, "escalation-light");
        await page.getByTestId("escalation-skip").focus();
        await page.keyboard.press("Enter");
        // Never without a reason.
        await page.getByTestId("escalation-reason").fill(" ");
        expect(await page.getByTestId("escalation-submit").isDisabled()).toBe(true);
        await page.getByTestId("escalation-reason").fill("They were listed by telephone.");
        await look(opened, "escalation-skip-light");
        await page.keyboard.press("Control+Enter");
        await page.locator("[data-testid=escalation-step][data-state=skipped]").waitFor();
        await page.getByTestId("escalation-hold").click();
        await page.getByTestId("escalation-reason").fill("The minister speaks first.");
        await page.keyboard.press("Control+Enter");
        await page.getByText("Held: The minister speaks first.").waitFor();
        await page.getByTestId("escalation-go-on").click();
        await page.locator("[data-testid=escalation-state][data-state=led-here]").waitFor();
        expect(await callsOf(opened, "skipEscalationStep")).toMatchObject([
            { input: { step: 3, reason: "They were listed by telephone." } },
        ]);
        expect(await callsOf(opened, "pauseEscalation")).toMatchObject([
            { input: { paused: true, reason: "The minister speaks first." } },
            { input: { paused: false } },
        ]);
    });

    it("calls deputies by hand where the plan calls deputies, of all with one cause or of one person", async () => {
        await using opened = await app.open(`${ready}&theme=dark&lang=fr`);
        const { page } = opened;
        await page.getByTestId("alarm-show").click();
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "coverage" }, ({ rows: [first, rollCall] }) => ({
                rows:
                    first === undefined || rollCall === undefined
                        ? []
                        : [
                              {
                                  ...first,
                                  people: rollCall.people.map((each) => ({ ...each, triage: null, state: null })),
                              },
                          ],
            })),
        );
        await page.getByTestId("call-deputies").click();
        await page.getByTestId("coverage-people").click();
        await page.getByTestId("call-deputy").click();
        await page.getByText("1 suppléant est appelé.").waitFor();
        await look(opened, "call-deputies-dark");
        const calls = await callsOf(opened, "callDeputies");
        expect(calls).toMatchObject([
            { input: { userIds: ["@thomas:mfa.example"] } },
            { input: { userIds: ["@thomas:mfa.example"] } },
        ]);
    });

    it("is chosen before sending, with when and whom each step calls", async () => {
        await using opened = await app.open(`${ready}&theme=light&lang=de`);
        const { page } = opened;
        await page.getByTestId("alarm-strip").waitFor();
        await page.keyboard.press("Control+b");
        await page.getByTestId("broadcast-text").fill("Alle ins Haus.");
        await page.getByText("nach 6 Minuten: Erneut alarmieren").waitFor();
        await page.getByTestId("broadcast-deadline").waitFor();
        await page.getByTestId("plan-gateway").click();
        await page.getByTestId("plan-second-cell").click();
        await page.getByText("Jetzt: 2 Personen Ihrer Behörde.").waitFor();
        await page.getByTestId("plan").scrollIntoViewIfNeeded();
        await look(opened, "plan-light");
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("broadcast-form").waitFor({ state: "detached" });
        const acts = ["alarm", "deputies", "list", "second-cell", "decide"];
        expect(await callsOf(opened, "sendBroadcast")).toMatchObject([
            { input: { plan: acts.map((act) => ({ do: act })) } },
        ]);
    });
});

describe("read-back words", () => {
    it("are compared with what the other side reads, on either side", async () => {
        await using opened = await app.open(`${ready}&theme=dark`);
        const { page } = opened;
        await page.getByTestId("alarm-show").click();
        await page.getByTestId("read-back").click();
        await page.getByTestId("read-back-heard").fill("Anchor, basil, copper, delta, ember falc");
        await page.getByTestId("read-back-same").waitFor();
        await page.getByTestId("read-back-heard").fill("anchor basil copper delta ember garden");
        await page.getByTestId("read-back-other").waitFor();
        await look(opened, "read-back-dark");
    });
});
