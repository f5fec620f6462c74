import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaves } from "./leaves.ts";
import { look } from "./look.ts";
import { callsOf, type FakeApp, openFakeApp } from "./openFakeApp.ts";

let app: FakeApp;

beforeAll(async () => {
    app = await openFakeApp();
});
afterAll(() => app?.[Symbol.asyncDispose]());

const ready = "start=ready&demo=1";

describe.each([
    ["light", "en"],
    ["dark", "fr"],
])("a labelled room in %s", (theme, language) => {
    it("shows its marking above and below, who cannot read, and offers only what may be sent", async () => {
        await using opened = await app.open(`${ready}&theme=${theme}&lang=${language}`);
        const { page } = opened;
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.getByTestId("show-readers").click();
        await page.getByTestId("reader-row").first().waitFor();
        await look(opened, `readers-${theme}`);
        for (const id of ["marking-banner", "marking-banner-end"]) {
            expect(await page.getByTestId(id).getAttribute("data-level")).toBe("FR/DR");
            expect(await page.getByTestId(id).textContent()).toContain("FR · DIFFUSION RESTREINTE");
        }
        // Those who do not read stand first, each with a code.
        const states = await page
            .getByTestId("reader-row")
            .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-state")));
        expect(states.slice(0, 3)).toEqual(["refused", "refused", "waits"]);
        expect(await page.getByTestId("reader-code").allTextContents()).toEqual([
            "ATT_EXPIRED",
            "ATT_MXK",
            "ATT_KB_NONCE",
        ]);
        await page.getByTestId("composer").focus();
        await page.keyboard.press("Control+m");
        await page.keyboard.press("ArrowRight");
        await page.getByTestId("label-why").click();
        await look(opened, `label-picker-${theme}`);
        await page.getByTestId("composer").fill("For everyone");
        await page.keyboard.press("Enter");
        await page.getByTestId("message").filter({ hasText: "For everyone" }).waitFor();
        const sent = await page.evaluate(() => window.fake.engine.calls.findLast((call) => call.method === "sendText"));
        expect(sent?.input).toMatchObject({ label: "FR/NP" });
    });
});

describe("what a labelled room asks and refuses", () => {
    it("names who will not read before sending, once, and one key confirms", async () => {
        await using opened = await app.open(`${ready}&lang=de`);
        const { page } = opened;
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.evaluate(() => {
            const ref = { topic: "gate", roomId: "!flights" as never } as const;
            window.fake.engine.topics.change(ref, (gate) => ({
                ...gate,
                toConfirm: ["@jonas:mod.example", "@marta:intel.example"] as never,
                mine: { ...gate.mine, ask: ["lvl:DR", "cat:REL.FRA"] },
                forked: true,
                anomalies: [{ code: "CHR_ROLLBACK", atMs: gate.mine.untilMs ?? (0 as never) }],
            }));
        });
        await page.getByTestId("composer").fill("40 Plätze");
        await page.keyboard.press("Enter");
        await look(opened, "composer-check");
        const methods = () => page.evaluate(() => window.fake.engine.calls.map((call) => call.method));
        expect(await methods()).not.toContain("sendText");
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("message").filter({ hasText: "40 Plätze" }).waitFor();
        expect((await methods()).filter((method) => /confirmReaders|sendText/.test(method))).toEqual([
            "confirmReaders",
            "sendText",
        ]);
        await page.getByTestId("presentation-allow").click();
        await page.getByTestId("ask-presentation").waitFor({ state: "detached" });
    });

    it("keeps the marking below in sight at 200 percent, whatever is asked above the text", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.evaluate(() => {
            const ref = { topic: "gate", roomId: "!flights" as never } as const;
            const toConfirm = ["@jonas:mod.example", "@marta:intel.example"] as never;
            window.fake.engine.topics.change(ref, (gate) => ({ ...gate, toConfirm }));
        });
        await page.getByTestId("composer-check").waitFor();
        // What 1,440 by 900 has left.
        await page.setViewportSize({ width: 720, height: 450 });
        const [composer, band] = await Promise.all(
            [".composer", ".room-band-end"].map((part) => page.locator(part).boundingBox()),
        );
        expect((composer?.y ?? 0) + (composer?.height ?? 0)).toBeLessThanOrEqual(band?.y ?? 0);
        expect((band?.y ?? 0) + (band?.height ?? 0)).toBeLessThanOrEqual(450);
        await page.getByTestId("composer").scrollIntoViewIfNeeded();
        await look(opened, "composer-check-200");
    });

    it("says why nothing can be sent, and why a message is kept from view", async () => {
        await using opened = await app.open(`${ready}&theme=dark`);
        const { page } = opened;
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.evaluate(() => {
            const roomId = "!flights" as never;
            window.fake.engine.topics.change({ topic: "gate", roomId }, (gate) => ({
                ...gate,
                state: "refused",
                code: "TRUST_EXPIRED",
            }));
            window.fake.engine.topics.change({ topic: "timeline", roomId }, (timeline) => ({
                ...timeline,
                rows: timeline.rows.map((row, at) =>
                    at === 0
                        ? { ...row, verdict: { kind: "refuse" as const, code: "ATT_REVOKED" } }
                        : at === 3
                          ? {
                                ...row,
                                labelled: "missing" as const,
                                verdict: { kind: "warn" as const, code: "VRD-LABEL-MISSING" },
                            }
                          : row,
                ),
            }));
            window.fake.engine.topics.change({ topic: "clearance" }, (own) => ({
                ...own,
                state: "refused",
                code: "ATT_REVOKED",
            }));
        });
        await page.getByTestId("gate-refused").waitFor();
        await page.getByTestId("clearance-strip").waitFor();
        await look(opened, "gate-refused");
        expect(await page.getByTestId("composer").getAttribute("aria-disabled")).toBe("true");
        expect(await page.getByTestId("message").first().textContent()).not.toContain("Manifest owner");
    });

    it("shows a foreign marking beside one's own handling line, and an exercise as one", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("room-list").waitFor();
        await page.evaluate(() => {
            const { topics } = window.fake.engine;
            topics.change({ topic: "rooms" }, (rooms) => ({
                ...rooms,
                rows: rooms.rows.map((row) => ({ ...row, exercise: true })),
            }));
            const flights = topics.read({ topic: "timeline", roomId: "!flights" as never });
            const air = topics.read({ topic: "rooms" })?.rows.find((row) => row.roomId === "!air");
            topics.change({ topic: "timeline", roomId: "!air" as never }, (timeline) => ({
                ...timeline,
                rows: (flights?.rows ?? []).slice(0, 2).map((row) => ({ ...row, marking: air?.marking ?? null })),
            }));
        });
        await page.getByTestId("room-row").filter({ hasText: "Air coordination" }).click();
        await page.getByTestId("exercise-ribbon").waitFor();
        expect(await page.getByTestId("marking-banner").textContent()).toBe("NATO RESTRICTEDFR · DIFFUSION RESTREINTE");
        await look(opened, "foreign-exercise");
        await page.emulateMedia({ media: "print" });
        await page.screenshot({ path: "apps/desktop/test-results/print.png" });
        expect(await page.getByTestId("composer").isVisible()).toBe(false);
        for (const id of ["marking-banner", "marking-banner-end", "message"]) {
            expect(await page.getByTestId(id).first().isVisible()).toBe(true);
        }
    });
});

describe("ways out of a labelled room", () => {
    it("take the marking along when copied, forwarded or pasted elsewhere", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        const first = page.getByTestId("message").filter({ hasText: "Manifest owner" });
        await first.focus();
        await page.keyboard.press("c");
        expect(await page.evaluate(() => window.fake.copied.at(-1))).toEqual({
            marking: "FR · DIFFUSION RESTREINTE – REL TO FRA, DEU",
            body: "Manifest owner is Idris Benali until 14:00, then me.",
        });
        expect(await leaves(opened, "timeline")).toEqual({
            first: "FR · DIFFUSION RESTREINTE – REL TO FRA, DEU",
            isDragStopped: true,
        });
        expect(await leaves(opened, null)).toMatchObject({ first: expect.stringMatching(/^FR · DIFFUSION/) });
        // Of the other rooms' last words.
        expect(await leaves(opened, null)).toMatchObject({ first: expect.stringMatching(/ \/ FR · SECRET \/ NATO/) });
        await first.focus();
        await page.keyboard.press("f");
        await page.getByTestId("forward-none").waitFor();
        await look(opened, "forward");
        await page.keyboard.press("Escape");
        await page.getByTestId("composer").focus();
        await page.evaluate(() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", "SECRET\nNames of sources");
            const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
            document.activeElement?.dispatchEvent(paste);
        });
        await page.getByTestId("composer").fill("Look:\nSECRET\nNames of sources");
        await page.getByTestId("brought").waitFor();
        await page.keyboard.press("Enter");
        await look(opened, "brought");
        const methods = await page.evaluate(() => window.fake.engine.calls.map((call) => call.method));
        expect(methods).not.toContain("sendText");
        await page.getByTestId("brought-remove").click();
        expect(await page.getByTestId("composer").inputValue()).toBe("Look:\n");
    });

    it("let a message be answered in a room that may hold it, by keyboard alone, under a label no lower", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("room-list").waitFor();
        await page.evaluate(() => {
            const { topics } = window.fake.engine;
            const cell = { topic: "gate", roomId: "!cell" as never } as const;
            const flights = topics.read({ topic: "gate", roomId: "!flights" as never });
            const secret = topics.read(cell)?.marking;
            if (flights == null || secret == null) throw new Error("the demo has no labels");
            const marking = { ...secret, label: "FR/S REL=FRA,DEU", text: "FR · SECRET – REL TO FRA, DEU" };
            topics.change({ topic: "rooms" }, (rooms) => ({
                ...rooms,
                rows: rooms.rows.map((row) => (row.roomId === "!cell" ? { ...row, marking } : row)),
            }));
            topics.change(cell, (gate) => ({ ...gate, marking, offered: [marking, ...flights.offered] }));
        });
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.getByTestId("message").filter({ hasText: "Manifest owner" }).focus();
        await page.keyboard.press("q");
        await page.getByTestId("reply-elsewhere").waitFor();
        expect(await page.getByTestId("forward-room").allTextContents()).toEqual([
            expect.stringContaining("Crisis cell"),
        ]);
        await look(opened, "reply-elsewhere");
        await page.getByTestId("reply-elsewhere").getByRole("radio").focus();
        await page.keyboard.press("Space");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await page.locator("[data-testid=composer-context][data-kind=quote]").waitFor();
        expect(await page.getByTestId("composer-context").textContent()).toContain("(DR) Manifest owner is Idris");
        const offered = async () => (await page.getByTestId("composer-frame").textContent())?.includes("NON PROTÉGÉ");
        expect(await offered()).toBe(false);
        await look(opened, "reply-elsewhere-composer");
        await page.getByTestId("composer").fill("Then I take over at 14:00.");
        await page.keyboard.press("Enter");
        await page.getByTestId("quoted").waitFor();
        expect(await page.getByTestId("quoted").textContent()).toContain(
            "(DR) Manifest owner is Idris Benali until 14:00",
        );
        expect(await offered()).toBe(true);
        await look(opened, "quoted");
        const [sent] = await callsOf(opened, "sendText");
        expect(sent?.input).toMatchObject({ roomId: "!cell", quotes: { roomId: "!flights" } });
    });

    it("let a search on this device find it under its marking, and open at the message, by keyboard alone", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.getByTestId("composer").focus();
        await page.keyboard.press("Control+f");
        await page.getByRole("searchbox").last().waitFor();
        await page.keyboard.type("manifest own");
        await page.getByTestId("found").first().waitFor();
        expect(await page.getByTestId("found").first().textContent()).toContain("FR DR");
        await page.getByTestId("search-incomplete").waitFor();
        await look(opened, "search");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.getByTestId("search").waitFor({ state: "detached" });
        await page.waitForFunction(() => document.activeElement?.textContent?.includes("Manifest owner") === true);
        await page.keyboard.press("Control+k");
        await page.getByTestId("switcher-query").fill("nothing like it");
        await page.getByTestId("switcher-entry").filter({ hasText: "Search messages" }).waitFor();
        await page.keyboard.press("Enter");
        await page.locator("[data-testid=search-status][data-state=done]").waitFor();
        expect(await page.getByTestId("search-status").textContent()).toBe("No message on this device contains this.");
    });

    it("are answered by who could have read one's own message", async () => {
        await using opened = await app.open(`${ready}&lang=fr`);
        const { page } = opened;
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.getByTestId("message").filter({ hasText: "Embassy confirms" }).focus();
        await page.keyboard.press("w");
        await page.getByTestId("spill-reader").first().waitFor();
        await page.getByTestId("spill-note").fill("Mauvais salon");
        await look(opened, "spill");
        await page.getByTestId("spill-report").click();
        await page.getByTestId("spill-reported").waitFor();
        const reports = await page.evaluate(() =>
            window.fake.engine.calls.filter((call) => call.method === "reportSpill").map((call) => call.input),
        );
        expect(reports).toMatchObject([{ label: "FR/DR REL=FRA,DEU", note: "Mauvais salon" }]);
    });
});

describe("making a room and one's clearance", () => {
    it("asks who must not read it, and shows the audience before it is made", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("room-list").waitFor();
        await page.keyboard.press("Control+n");
        await page.getByTestId("create-room-name").fill("Evacuation by sea");
        await page.getByTestId("label-pick").filter({ hasText: "DIFFUSION RESTREINTE" }).click();
        await page.getByTestId("room-agency-intel").uncheck();
        for (const name of ["paul", "lena"]) {
            await page.getByTestId("invite-query").fill(name);
            await page.getByTestId("invitee-found").getByRole("button").click();
        }
        await page.getByTestId("audience").locator("[data-state=refused]").first().waitFor();
        await look(opened, "create-labelled");
        await page.getByTestId("create-room-submit").click();
        await page.getByTestId("room-name").filter({ hasText: "Evacuation by sea" }).waitFor();
        const made = await page.evaluate(() => window.fake.engine.calls.find((call) => call.method === "createRoom"));
        expect(made?.input).toMatchObject({ label: "FR/DR", admission: "cleared", agencies: ["mfa", "mod"] });
    });

    it("shows what one holds, asks for more, and installs what one was given", async () => {
        await using opened = await app.open(`${ready}&theme=dark&lang=de`);
        const { page } = opened;
        await page.getByTestId("cleared-to").click();
        await page.getByTestId("clearance-held").waitFor();
        await look(opened, "clearance-dark");
        await page.getByTestId("clearance-text").fill("not one");
        await page.getByTestId("clearance-install").click();
        await page.getByTestId("failure").waitFor();
        expect(await page.getByTestId("failure").textContent()).toContain("ATT_MALFORMED");
        await page.getByTestId("clearance-text").fill("eyJ~");
        await page.getByTestId("clearance-install").click();
        await page.getByTestId("clearance-installed").waitFor();
        await page.getByTestId("clearance-want").selectOption("FR/TS");
        await page.getByTestId("clearance-ask").click();
        await page.getByTestId("clearance-requested").waitFor();
    });
});
