import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaves } from "./leaves.ts";
import { look } from "./look.ts";
import { callsOf, type FakeApp, type OpenedApp, openFakeApp } from "./openFakeApp.ts";

let app: FakeApp;

beforeAll(async () => {
    app = await openFakeApp();
});
afterAll(() => app?.[Symbol.asyncDispose]());

const ready = "start=ready&demo=1&crisis=1";
const openPlace = async ({ page }: OpenedApp, id: string) => {
    await page.getByTestId("alarm-show").click();
    await page.locator(`[data-testid=nav-item][data-id=${id}]`).click();
};
/** The room of flights is a channel, so it has a log. */
const makeChannel = ({ page }: OpenedApp) =>
    page.evaluate(() =>
        window.fake.engine.topics.change({ topic: "rooms" }, (rooms) => ({
            ...rooms,
            rows: rooms.rows.map((row) => (row.roomId === "!flights" ? { ...row, kind: "channel" as const } : row)),
        })),
    );

describe("the exercise of the demonstration", () => {
    // Of the page's own origin here: the test page may reach no other.
    const url = "/secret";
    const said = (state: string, chapter: string | null = null) =>
        JSON.stringify({ state, chapter, run: 1, events: [] });

    it("is offered, guides through its chapters, and is stopped", async () => {
        await using opened = await app.open(`${ready}&theme=light&exercise=${encodeURIComponent(url)}`);
        const { page } = opened;
        let answer = said("idle");
        const asked: string[] = [];
        await page.route(`**${url}{,/start,/stop}`, async (route) => {
            const { pathname } = new URL(route.request().url());
            if (route.request().method() === "POST") asked.push(pathname);
            if (pathname.endsWith("/start")) answer = said("running", "flash");
            if (pathname.endsWith("/stop")) answer = said("ended", "flash");
            await route.fulfill({ body: answer, headers: { "access-control-allow-origin": "*" } });
        });
        await page.getByTestId("alarm-show").click();
        const guide = page.getByTestId("exercise-guide");
        await guide.waitFor();
        await look(opened, "exercise-offered");
        await page.getByTestId("exercise-start").focus();
        await page.keyboard.press("Enter");
        await guide.filter({ hasText: "Exercise, 2 of 9: a FLASH to everyone" }).waitFor();
        await look(opened, "exercise-flash");
        answer = said("running", "link-down");
        await guide.filter({ hasText: "a link is cut" }).waitFor();
        await page.getByTestId("exercise-stop").click();
        await guide.filter({ hasText: "The exercise is over" }).waitFor();
        expect(asked).toEqual(["/secret/start", "/secret/stop"]);
    });

    it("is nowhere where the configuration names none", async () => {
        await using opened = await app.open(`${ready}&theme=dark`);
        await opened.page.getByTestId("alarm-show").click();
        await opened.page.getByTestId("compose-broadcast").waitFor();
        expect(await opened.page.getByTestId("exercise-guide").count()).toBe(0);
    });
});

describe("the watch", () => {
    it("is taken as it is offered, and handed over by keyboard with a word to the next", async () => {
        await using opened = await app.open(`${ready}&theme=light&lang=de`);
        const { page } = opened;
        await openPlace(opened, "duty");
        await page.getByTestId("watch-offer").waitFor();
        // The way to the alarm stays in every other place.
        await page.getByTestId("alarm-show").waitFor();
        await look(opened, "duty-light");
        await page.getByTestId("watch-take").click();
        await page.getByTestId("watch-offer").waitFor({ state: "detached" });
        await page.getByTestId("watch-hand-over").first().focus();
        await page.keyboard.press("Enter");
        await page.getByTestId("hand-over-to").first().locator("input").focus();
        await page.keyboard.press("Space");
        await page.getByTestId("hand-over-note").fill("Zwei Busse um 06:00");
        await look(opened, "hand-over");
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("hand-over").waitFor({ state: "detached" });
        expect(await callsOf(opened, "handOverWatch")).toMatchObject([{ input: { note: "Zwei Busse um 06:00" } }]);
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => ({ ...crisis, duty: [] })),
        );
        await page.getByTestId("no-duty").waitFor();
    });
});

describe("an emergency room", () => {
    it("opens in three keystrokes, with the price of opening now on the same screen", async () => {
        await using opened = await app.open(`${ready}&theme=light`);
        const { page } = opened;
        await page.getByTestId("alarm-strip").waitFor();
        await page.keyboard.press("Control+Shift+E");
        await page.getByTestId("dry-run-row").first().waitFor();
        await page.keyboard.press("2");
        await page.getByText("CRS_NOBODY_ON_WATCH").waitFor();
        expect(await page.getByTestId("opening-name").inputValue()).toBe("Hostage or abduction");
        await look(opened, "opening-light");
        // Who will not read is stood in for by a deputy, and has the place back.
        await page.getByTestId("call-deputy").click();
        await page.getByTestId("call-holder").focus();
        await page.keyboard.press("Enter");
        await page.getByTestId("call-deputy").waitFor();
        await page.getByTestId("roster-role").nth(1).focus();
        await page.keyboard.press("Space");
        await page.getByTestId("opening-exercise").click();
        await page.getByTestId("opening-exercise-name").fill("SÉISME 26");
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("composer").waitFor();
        expect(await callsOf(opened, "openEmergencyRoom")).toMatchObject([
            { input: { template: "hostage", exercise: true, exerciseName: "SÉISME 26", without: [{ role: "AIR" }] } },
        ]);
        // Its crisis stands over every place, with phase and word.
        await page.getByTestId("alarm-show").click();
        expect(await page.getByTestId("crisis-name").textContent()).toBe("Hostage or abduction");
        expect(await page.getByTestId("phase").getAttribute("data-phase")).toBe("response");
        await page.getByTestId("nav-room").waitFor();
        await page.getByTestId("change-phase").focus();
        await page.keyboard.press("Enter");
        await look(opened, "phase");
        await page.keyboard.press("Control+Enter");
        await page.locator("[data-testid=phase][data-phase=recovery]").waitFor();
        expect(await page.title()).toContain("EXERCISE");
        // It ends with its final state, by keyboard; nothing is closed while the archive is not there.
        await page.getByTestId("change-phase").focus();
        await page.keyboard.press("Enter");
        await page.keyboard.press("ArrowDown");
        await page.getByTestId("closing").waitFor();
        expect(await page.getByTestId("phase-submit").isDisabled()).toBe(true);
        await page.getByTestId("phase-note").fill("All are safe; the harbour is open.");
        await look(opened, "closing-light");
        await page.evaluate(() => window.fake.shell.decide(false));
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("failure").waitFor();
        expect(await callsOf(opened, "setPhase")).toHaveLength(1);
        await page.evaluate(() => window.fake.shell.decide(true));
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("phase-form").waitFor({ state: "detached" });
        expect(await callsOf(opened, "writeLog")).toMatchObject([
            { input: { kind: "sitrep", title: "All are safe; the harbour is open." } },
        ]);
        expect(await callsOf(opened, "exportArchive")).toHaveLength(1);
        expect(await callsOf(opened, "setPhase")).toMatchObject([
            { input: { phase: "recovery" } },
            { input: { phase: "closed", note: "All are safe; the harbour is open." } },
        ]);
    });

    it.each(["fr", "de"] as const)(
        "is ended in words of %s, with what is open and what ending it does",
        async (lang) => {
            await using opened = await app.open(`${ready}&theme=dark&lang=${lang}`);
            const { page } = opened;
            await page.getByTestId("alarm-show").click();
            await page.evaluate(() =>
                window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => {
                    const sitrep = { dueAtMs: null, state: "none" } as const;
                    // One moment for both: of two, the younger is the one that is looked at.
                    const startedAtMs = Date.now() as never;
                    const room = (roomId: string, name: string) => ({
                        ...{ crisisId: "quake", roomId: roomId as never, name, phase: "response" as const, sitrep },
                        ...{ lead: "urn:valise:agency:mfa", exercise: false, startedAtMs },
                    });
                    return { ...crisis, crises: [room("!flights", "Vols"), room("!harbour", "Port et rade")] };
                }),
            );
            await page.getByTestId("change-phase").click();
            await page.getByTestId("phase-form").waitFor();
            await page.keyboard.press("ArrowDown");
            await page.getByTestId("closing-tasks").waitFor();
            expect(await page.getByTestId("closing").textContent()).toContain("Port et rade");
            await page.getByTestId("phase-note").fill("Personnes en sûreté, port ouvert. ".repeat(12));
            await look(opened, `closing-dark-${lang}`);
            expect(await page.getByTestId("closing").textContent()).not.toMatch(/closing\.|\{\{/);
        },
    );

    it("says where no plan is signed", async () => {
        await using opened = await app.open(`${ready}&theme=dark&lang=fr`);
        const { page } = opened;
        await page.getByTestId("alarm-strip").waitFor();
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => ({ ...crisis, templates: [] })),
        );
        await page.keyboard.press("Control+Shift+E");
        await page.getByTestId("no-templates").waitFor();
        await look(opened, "opening-empty");
    });
});

describe("what is shown of a labelled broadcast", () => {
    it("leaves by copy with its marking, and not by drag", async () => {
        await using opened = await app.open(`${ready}&theme=light`);
        const { page } = opened;
        const marked = { first: "FR · DIFFUSION RESTREINTE – REL TO FRA, DEU", isDragStopped: true };
        await page.getByTestId("alarm-strip").waitFor();
        expect(await leaves(opened, "alarm-strip")).toEqual(marked);
        await page.getByTestId("alarm-show").click();
        await page.getByTestId("coverage-table").waitFor();
        for (const place of ["broadcast", "coverage-table", "broadcast-row", "crisis"])
            expect(await leaves(opened, place)).toEqual(marked);
        expect(await leaves(opened, null)).toEqual(marked);
        await page.locator("[data-testid=nav-item][data-id=rollCall]").click();
        await page.getByTestId("roll-call-person").first().waitFor();
        expect(await leaves(opened, "roll-call-person")).toEqual(marked);
    });
});

describe("the log", () => {
    it("is read by kind, written with D, and its tasks are done", async () => {
        await using opened = await app.open(`${ready}&theme=light`);
        const { page } = opened;
        await page.getByTestId("alarm-strip").waitFor();
        await makeChannel(opened);
        await openPlace(opened, "log");
        await page.getByTestId("log-entry").first().waitFor();
        expect(await page.getByTestId("log-entry").count()).toBe(5);
        expect(await leaves(opened, "log-entry")).toEqual({
            first: "FR · DIFFUSION RESTREINTE – REL TO FRA, DEU",
            isDragStopped: true,
        });
        await look(opened, "log-light");
        await page.keyboard.press("d");
        await page.getByTestId("log-entry-title").fill("Second shift at the hotline");
        await look(opened, "log-entry");
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("log-entry").filter({ hasText: "Second shift at the hotline" }).waitFor();
        await page.getByTestId("log-filter").locator("[data-value=task]").click();
        await page.getByTestId("task-done").click();
        await page.getByTestId("task-done").waitFor({ state: "detached" });
        expect(await callsOf(opened, "writeLog")).toMatchObject([
            { input: { kind: "decision", title: "Second shift at the hotline" } },
            { input: { kind: "task-done", of: "buses" } },
        ]);
    });

    it("says where there is no room with a log, and where nothing stands in it", async () => {
        await using opened = await app.open(`${ready}&theme=dark&lang=de`);
        const { page } = opened;
        await openPlace(opened, "tasks");
        await page.getByTestId("log-no-room").waitFor();
        await makeChannel(opened);
        await page.getByTestId("log-entry").first().waitFor();
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "log", roomId: "!flights" as never }, (log) => ({
                ...log,
                rows: [],
            })),
        );
        await page.getByTestId("log-empty").waitFor();
        await look(opened, "log-empty-dark");
    });
});

describe("the roll call", () => {
    it("shows who needs help first and leaves as CSV", async () => {
        await using opened = await app.open(`${ready}&theme=dark&lang=fr`);
        const { page } = opened;
        await openPlace(opened, "rollCall");
        await page.getByTestId("roll-call-person").first().waitFor();
        expect(await page.getByTestId("roll-call-person").first().textContent()).toContain("Idris Benali");
        await page.getByTestId("roll-call-filter").locator("[data-value=missing]").click();
        expect(await page.getByTestId("roll-call-person").count()).toBe(3);
        await look(opened, "roll-call-dark");
        await page.getByTestId("roll-call-export").click();
        await page.waitForFunction(() => window.fake.shell.calls.some(({ method }) => method === "saveFile"));
        expect(await callsOf(opened, "exportBroadcast")).toMatchObject([
            { input: { format: "roll-call-csv", words: { name: "Personne" } } },
        ]);
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "crisis" }, (crisis) => ({ ...crisis, rows: [] })),
        );
        await page.getByTestId("no-roll-call").waitFor();
    });
});
