import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "./look.ts";
import { type FakeApp, type OpenedApp, openFakeApp } from "./openFakeApp.ts";

type FakePage = OpenedApp["page"];
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

describe("changing who may read a room", () => {
    const openMenu = async (page: FakePage, item: string) => {
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.getByTestId("room-more").click();
        await page.getByRole("menuitem", { name: item }).click();
    };
    const calls = (page: FakePage, method: string) =>
        page.evaluate(
            (name) => window.fake.engine.calls.filter((call) => call.method === name).map((call) => call.input),
            method,
        );

    it("shows who loses and gains before anything is signed; raising takes one signature", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await openMenu(page, "Who may read: change…");
        await page.getByTestId("charter-stays").waitFor();
        expect(await page.getByTestId("charter-sign").isDisabled()).toBe(true);
        await page.getByTestId("charter-agency-mod").uncheck();
        await page.getByTestId("charter-loses").getByTestId("reader-row").first().waitFor();
        await page.getByTestId("charter-one").waitFor();
        await look(opened, "charter");
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("charter").waitFor({ state: "detached" });
        expect(await calls(page, "publishStatement")).toMatchObject([{ statement: { kind: "charter" } }]);
        expect((await calls(page, "draftCharter")).at(-1)).toMatchObject({
            agencies: ["urn:valise:agency:mfa", "urn:valise:agency:intel"],
        });
    });

    it("lowers only with the second officer's signature, and whoever signed last puts it into force", async () => {
        await using opened = await app.open(`${ready}&theme=dark&lang=de`);
        const { page } = opened;
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "clearance" }, (own) => ({
                ...own,
                claims: [...own.claims, "role:RELEASE"],
            })),
        );
        await openMenu(page, "Wer lesen darf: ändern…");
        await page.getByTestId("charter").getByTestId("label-pick").filter({ hasText: "NON PROTÉGÉ" }).click();
        await page.getByTestId("charter-two").waitFor();
        await look(opened, "charter-lower-dark");
        await page.getByTestId("charter-sign").click();
        await page.getByTestId("signature-together").waitFor();
        await look(opened, "charter-first-dark");
        expect(await calls(page, "publishStatement")).toEqual([]);
        await page.getByTestId("signature-sign").click();
        await page.getByTestId("signature-file").click();
        await page.getByTestId("signature-file").filter({ hasText: "In Kraft" }).waitFor();
        expect(await calls(page, "publishStatement")).toMatchObject([{ roomId: "!flights" }]);
    });

    it("lets somebody in for a while only with a reason and two officers, and shows it to all", async () => {
        await using opened = await app.open(`${ready}&lang=fr`);
        const { page } = opened;
        await page.getByTestId("room-list").waitFor();
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "clearance" }, (own) => ({
                ...own,
                claims: [...own.claims, "role:GLASS"],
            })),
        );
        await openMenu(page, "Admettre quelqu’un pour un temps…");
        expect(await page.getByTestId("gate-glass").textContent()).toContain("Pilot of the second flight");
        expect(await page.getByTestId("let-in-sign").isDisabled()).toBe(true);
        await page.getByTestId("let-in-reason").fill("Seule pilote disponible");
        await look(opened, "let-in");
        await page.getByTestId("let-in-person").last().click();
        await page.getByTestId("let-in-address").fill("@nobody:mod.example");
        await page.getByTestId("let-in-sign").click();
        await page.getByTestId("failure").waitFor();
        expect(await page.getByTestId("failure").textContent()).toContain("ATT_MXK");
        await page.getByTestId("let-in-person").first().click();
        await page.getByTestId("let-in-sign").click();
        await page.getByTestId("signature").waitFor();
        await look(opened, "let-in-signed");
        expect((await calls(page, "draftBreakGlass")).at(-1)).toMatchObject({
            ...{ userId: "@jonas:mod.example", reason: "Seule pilote disponible", hours: 4 },
        });
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

describe("the security officer's desk", () => {
    it("shows anomalies before requests before holders, and each decision's consequence before it is signed", async () => {
        await using opened = await app.open(`${ready}&officer=1`);
        const { page } = opened;
        await page.locator("[data-testid=rail-item][data-id=security]").click();
        await page.getByTestId("desk-anomaly").waitFor();
        await page.locator("[data-testid=desk-request][data-id=rosa]").getByTestId("desk-decide").click();
        await page.getByTestId("failure").waitFor();
        expect(await page.getByTestId("failure").textContent()).toContain("identity-code-missing");
        expect(await page.getByTestId("desk-issue").isDisabled()).toBe(true);
        await page.getByTestId("desk-code").fill("5D40 A7C2 18EB");
        await page.getByTestId("issue-changes").waitFor();
        await look(opened, "desk");
        await page.keyboard.press("Control+Enter");
        await page.locator("[data-testid=desk-request][data-id=rosa]").waitFor({ state: "detached" });
        const issued = await page.evaluate(() =>
            window.fake.engine.calls.findLast((call) => call.method === "issueClearance"),
        );
        expect(issued?.input).toMatchObject({ want: "FR/DR REL=FRA", requestId: "rosa", dryRun: false, days: 90 });
    });

    it("issues from a file, and shows first what is refused and why", async () => {
        await using opened = await app.open(`${ready}&officer=1&lang=de`);
        const { page } = opened;
        await page.locator("[data-testid=rail-item][data-id=security]").click();
        await page.getByTestId("desk-batch").click();
        const choose = async (text: string) => {
            const file = { name: "versetzt.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
            await page.getByTestId("batch").getByTestId("attach-input").setInputFiles(file);
        };
        await choose("name,clearance\n");
        await page.getByTestId("batch-invalid").waitFor();
        await choose(
            "user,clearance,identity_code\n@eva:mfa.example,FR/DR,AAAA\n@jan:mfa.example,FR/DR,\n@kim:mfa.example,FR/S,DIFFERS\n",
        );
        await page.getByTestId("batch-refused").nth(1).waitFor();
        const lines = await page
            .getByTestId("batch-row")
            .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-id")));
        expect(lines).toEqual(["@jan:mfa.example", "@kim:mfa.example", "@eva:mfa.example"]);
        await look(opened, "desk-batch");
        await page.getByTestId("batch-issue").click();
        await page.getByTestId("batch-issue").waitFor({ state: "detached" });
        expect(await page.getByTestId("batch-summary").textContent()).toContain("1 ausgestellt");
    });

    it("shows its audit log, and signs what an administrator asks for with the payload in sight", async () => {
        await using opened = await app.open(`${ready}&officer=1&lang=de`);
        const { page } = opened;
        await page.locator("[data-testid=rail-item][data-id=security]").click();
        await page.locator("[data-testid=nav-item][data-id=log]").click();
        await page.getByTestId("register-row").first().waitFor();
        await look(opened, "desk-log");
        await page.locator("[data-testid=nav-item][data-id=requests]").click();
        await page.getByTestId("desk-sign").click();
        const request = { id: "c1", kind: "charter", audience: "!r:x", role: "CHARTER", signers: 1, summary: "Raum" };
        const text = JSON.stringify({ version: 1, requests: [{ ...request, payload: { seq: 1 } }], signed: [] });
        const file = { name: "signatures.json", mimeType: "application/json", buffer: Buffer.from(text) };
        await page.getByTestId("signatures").getByTestId("attach-input").setInputFiles(file);
        await page.getByTestId("signature").locator("summary").click();
        await page.getByTestId("signature").locator("pre").waitFor();
        await look(opened, "desk-sign");
        await page.getByTestId("signature-sign").click();
        await page.getByTestId("signatures-save").click();
        expect(await page.evaluate(() => window.fake.shell.calls.at(-1)?.method)).toBe("saveFile");
    });

    it("says of a spill who was given the key and what is next, and of the trust data whose word counts", async () => {
        await using opened = await app.open(`${ready}&officer=1&lang=fr`);
        const { page } = opened;
        await page.locator("[data-testid=rail-item][data-id=security]").click();
        const place = (id: string) => page.locator(`[data-testid=nav-item][data-id=${id}]`).click();
        await place("spills");
        await page.getByTestId("spill-agency").first().waitFor();
        await look(opened, "desk-spills");
        await page.getByTestId("spill-export").click();
        await page.waitForFunction(() => window.fake.shell.calls.at(-1)?.method === "saveFile");
        await page.getByTestId("spill-close").click();
        await page.locator("[data-testid=spill][data-state=closed]").waitFor();
        await place("bundle");
        await page.getByTestId("trust-agency").first().waitFor();
        await look(opened, "desk-bundle");
        await place("lists");
        await page.getByTestId("trust-list").first().waitFor();
        await look(opened, "desk-lists");
        await place("officers");
        await page.getByTestId("officer").first().waitFor();
        await look(opened, "desk-officers");
    });

    it("asks before it takes a clearance away, and for the passphrase when it was locked", async () => {
        await using opened = await app.open(`${ready}&officer=1&theme=dark&lang=fr`);
        const { page } = opened;
        await page.locator("[data-testid=rail-item][data-id=security]").click();
        await page.locator("[data-testid=desk-holder][data-id='@nadia:mfa.example']").getByTestId("desk-more").click();
        await page.getByRole("menuitem").last().click();
        await page.getByTestId("standing-reason").fill("Left the post");
        await look(opened, "desk-revoke");
        await page.getByTestId("standing-confirm").click();
        const nadia = page.locator("[data-testid=desk-holder][data-id='@nadia:mfa.example']");
        await nadia.locator("[data-testid=desk-status][data-state=revoked]").waitFor();
        await look(opened, "desk-dark");
        await page.getByTestId("desk-lock").click();
        await page.getByTestId("desk-passphrase").fill("wrong");
        await page.getByTestId("desk-unlock").click();
        await page.getByTestId("failure").waitFor();
        await page.getByTestId("desk-passphrase").fill("right");
        await page.getByTestId("desk-unlock").click();
        await page.getByTestId("desk").waitFor();
    });
});
