import { demoNowMs } from "@valise/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "./look.ts";
import { type FakeApp, openFakeApp } from "./openFakeApp.ts";

let app: FakeApp;

beforeAll(async () => {
    app = await openFakeApp();
});
afterAll(() => app?.[Symbol.asyncDispose]());

describe("the administrator's place", () => {
    const folder = (name: string) => [
        { name: `${name}/valise.yaml`, mimeType: "text/yaml", buffer: Buffer.from("valise: 1\n") },
    ];
    const openAdmin = async (scene: string) => {
        const opened = await app.open(`start=ready&demo=1&${scene}`);
        await opened.page.getByTestId("rail-item").and(opened.page.locator("[data-id=admin]")).click();
        return opened;
    };

    it("is no place at all for whoever is not attested, and closes when the role ends", async () => {
        await using plain = await app.open("start=ready&demo=1&officer=1");
        await plain.page.getByTestId("rail-item").first().waitFor();
        expect(await plain.page.locator("[data-testid=rail-item][data-id=admin]").count()).toBe(0);
        await using opened = await openAdmin("admin=1");
        const { page } = opened;
        await page.getByTestId("admin-open").waitFor();
        await page.evaluate(() => {
            const { topics } = window.fake.engine;
            topics.change({ topic: "clearance" }, (own) => ({ ...own, state: "refused", code: "ATT_REVOKED" }));
        });
        await page.getByTestId("admin-refused").waitFor();
        expect(await page.getByTestId("admin-refused").textContent()).toContain("ADMIN_NOT_ATTESTED");
        await look(opened, "admin-refused");
    });

    const openPlan = async ({ page }: Awaited<ReturnType<typeof openAdmin>>) => {
        await page.getByTestId("folder-input").evaluate((input) => input.removeAttribute("webkitdirectory"));
        await page.getByTestId("folder-input").setInputFiles(folder("demo"));
        await page.getByTestId("plan-head").waitFor();
    };

    it.each([
        ["fr", "dark"],
        ["de", "light"],
    ])("stands in %s, %s", async (lang, theme) => {
        await using opened = await openAdmin(`admin=1&lang=${lang}&theme=${theme}`);
        await openPlan(opened);
        await look(opened, `admin-plan-${lang}`);
        await opened.page.getByTestId("apply").click();
        await opened.page.getByTestId("apply-dialog").waitFor();
        await look(opened, `admin-apply-${lang}`);
    });

    it("says why a directory or a rule refuses a manifest", async () => {
        await using opened = await openAdmin("admin=1&lang=de");
        const { page } = opened;
        const at = { file: "valise.yaml", line: 12, column: 7, detail: "mfa", isSafety: false };
        const refusals = [
            { ...at, rule: "directory-incomplete" },
            { ...at, rule: "label-above-agency-ceiling", detail: "FR/S", isSafety: true },
            { ...at, rule: "unknown-field", detail: "x".repeat(300) },
        ];
        await page.evaluate((value) => window.fake.engine.answer("openManifest", async () => ({ ok: true, value })), {
            kind: "refused" as const,
            refusals,
        });
        await page.getByTestId("folder-input").evaluate((input) => input.removeAttribute("webkitdirectory"));
        await page.getByTestId("folder-input").setInputFiles(folder("demo"));
        await page.getByTestId("admin-refusals").waitFor();
        expect(await page.getByTestId("admin-refusals").textContent()).toContain(
            "valise.yaml:12:7 directory-incomplete",
        );
        await look(opened, "admin-refusals");
    });

    /** What it takes that a change by hand is meant: lines to take along, or why no manifest says so. */
    const keepOne = async (opened: Awaited<ReturnType<typeof openAdmin>>) => {
        const { page } = opened;
        const keep = async (at: number) => {
            await page.getByTestId("keep").nth(at).click();
            await page.getByTestId("keep-dialog").waitFor();
        };
        const close = async () => {
            await page.keyboard.press("Escape");
            await page.getByTestId("keep-dialog").waitFor({ state: "detached" });
        };
        await keep(0);
        expect(await page.getByTestId("keep-refused").textContent()).toContain("open-room");
        await look(opened, "admin-keep-refused");
        await close();
        await keep(1);
        expect(await page.getByTestId("keep-place").textContent()).toBe("rooms.yaml, line 14: rooms.east-desk.name");
        await page.getByTestId("keep-copy").click();
        expect((await page.evaluate(() => window.fake.copied)).at(-1)).toEqual({
            marking: null,
            body: "    name: East",
        });
        await close();
        // Where it concerns security, nothing is handed out before somebody says that it is meant.
        await page.evaluate(() =>
            window.fake.engine.answer("keepDrift", async () => ({
                ok: true,
                value: {
                    ...{ kind: "edit" as const, file: "rooms.yaml", field: "rooms.noticeboard.retention", line: 21 },
                    ...{ removed: [], added: ["    retention: 1y"], text: "valise: 1\n", isSecurity: true },
                    needsSignature: true,
                },
            })),
        );
        await keep(0);
        expect(await page.getByTestId("keep-save").isDisabled()).toBe(true);
        expect(await page.getByTestId("keep-copy").isDisabled()).toBe(true);
        await page.getByTestId("keep-check").click();
        await look(opened, "admin-keep-security");
        await page.getByTestId("keep-save").click();
        await page.getByTestId("keep-dialog").waitFor({ state: "detached" });
    };

    it("plans, allows one by one, shows drift and retention, applies and says what is left", async () => {
        await using opened = await openAdmin("admin=1");
        const { page } = opened;
        await openPlan(opened);
        expect(await page.getByTestId("plan-row").count()).toBe(5);
        await page.getByTestId("plan-allow").click();
        await page.waitForFunction(() => window.fake.engine.calls.at(-1)?.method === "planManifest");
        expect(await page.getByTestId("plan-allow").isChecked()).toBe(true);
        await page.getByTestId("plan-filter").locator("[data-value=destroy]").click();
        expect(await page.getByTestId("plan-row").count()).toBe(1);
        await page.getByTestId("plan-filter").locator("[data-value=all]").click();
        // The manifest as a tree, by keyboard alone: a room narrows the plan to it, and the whole comes back.
        const rows = page.getByTestId("plan-row");
        await page.getByTestId("manifest-tree").locator("[tabindex='0']").focus();
        for (const key of ["End", "Home", "f", "ArrowRight", "ArrowRight", "ArrowDown", "Enter"])
            await page.keyboard.press(key);
        await page.getByTestId("plan-narrowed").waitFor();
        expect(await page.locator("[role=treeitem][aria-selected=true]").getAttribute("data-id")).toBe(
            "key:rooms/east-desk",
        );
        expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-id")))).toEqual([
            "rooms/east-desk",
        ]);
        await page.getByTestId("choose-these").click();
        expect(await page.getByTestId("apply").textContent()).toContain("1");
        await page.getByTestId("choose-none").click();
        await page.setViewportSize({ width: 400, height: 900 });
        await page.getByTestId("narrow-tree").locator("summary").click();
        const narrow = page.getByTestId("narrow-tree").locator("[aria-selected=true]");
        expect(await narrow.getAttribute("data-id")).toBe("key:rooms/east-desk");
        await look(opened, "admin-tree-narrow");
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.getByTestId("narrow-tree").waitFor({ state: "detached" });
        await page.getByTestId("tree-row").and(page.locator("[data-id='file:people/arrivals.csv']")).click();
        expect(await rows.count()).toBe(1);
        await page.getByTestId("show-whole").click();
        expect(await rows.count()).toBe(5);
        await page.getByTestId("simulate-address").fill("@claire.morvan:mfa.example");
        await page.keyboard.press("Enter");
        await page.getByTestId("simulated-row").waitFor();
        await look(opened, "admin-plan");
        const go = (id: string) =>
            page
                .getByTestId("nav-item")
                .and(page.locator(`[data-id=${id}]`))
                .click();
        await go("drift");
        await page.getByTestId("drift-security").waitFor();
        await look(opened, "admin-drift");
        // Security that was kept is told above, and who changed what is drift stands with it.
        expect(await page.getByTestId("kept").textContent()).toContain("@s.koch:mfa.example");
        expect(await page.getByTestId("drift-row").getByTestId("changed-by").allTextContents()).toEqual([
            expect.stringContaining("@n.roche:mfa.example"),
        ]);
        // One change by hand is put back by itself, by keyboard; what no manifest manages has no such button.
        expect(await page.getByTestId("put-back").count()).toBe(1);
        await keepOne(opened);
        await page.getByTestId("put-back").focus();
        await page.keyboard.press("Enter");
        await page.getByTestId("apply-dialog").waitFor();
        expect(await page.getByTestId("apply-targets").textContent()).toBe("rooms/noticeboard");
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("apply-done").waitFor();
        expect(await page.getByTestId("drift-row").count()).toBe(1);
        await page.getByTestId("hand-made-find").click();
        await page.getByTestId("hand-made-row").first().waitFor();
        expect(await page.getByTestId("adopt").count()).toBe(1);
        await page.getByTestId("adopt").click();
        await page.getByTestId("adopt-dialog").waitFor();
        await look(opened, "admin-adopt");
        await page.getByTestId("adopt-save").click();
        await page.getByTestId("adopt-dialog").waitFor({ state: "detached" });
        // Whom it is time for is locked by the plan's own step.
        await go("accounts");
        await page.getByTestId("ladder-row").first().waitFor();
        await look(opened, "admin-ladder");
        await page.getByTestId("ladder-lock").click();
        await page.getByTestId("apply-dialog").waitFor();
        await page.keyboard.press("Escape");
        await page.getByTestId("apply-dialog").waitFor({ state: "detached" });
        await go("retention");
        await page.getByTestId("retention-row").first().waitFor();
        await go("plan");
        // Chosen rows alone, with what was allowed to be destroyed; then all of the rest.
        await page.getByTestId("plan-filter").locator("[data-value=all]").click();
        // What was allowed is forgotten with each apply.
        expect(await page.getByTestId("plan-allow").isChecked()).toBe(false);
        await page.getByTestId("plan-allow").click();
        await page.waitForFunction(() => window.fake.engine.calls.at(-1)?.method === "planManifest");
        await page.getByTestId("plan-choose").first().focus();
        await page.keyboard.press("Space");
        await page.getByTestId("apply").click();
        await page.getByTestId("apply-targets").waitFor();
        expect(await page.getByTestId("apply-targets").locator("li").allTextContents()).toEqual([
            "accounts/@maya.ferrand:mfa.example",
            "accounts/@h.pauly:mfa.example",
        ]);
        await look(opened, "admin-chosen");
        await page.keyboard.press("Escape");
        await page.getByTestId("choose-none").click();
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("apply-dialog").waitFor();
        await page.keyboard.press("Control+Enter");
        await page.getByTestId("plan-empty").waitFor();
        await page.getByTestId("save-letters").click();
        await page.getByTestId("save-letters").waitFor({ state: "detached" });
        await page.getByTestId("save-signatures").click();
        await look(opened, "admin-applied");
        const saved = await page.evaluate(() =>
            window.fake.shell.calls.filter(({ method }) => method === "saveFile").map(({ input }) => input),
        );
        expect(saved).toMatchObject([
            { name: "rooms.yaml" },
            { name: "adopted.yaml" },
            { name: "first-passwords.txt" },
            { name: "signatures.json" },
        ]);
    });

    it("shows links, accounts, rooms that nobody keeps and the record, and asks before it changes anybody", async () => {
        await using opened = await openAdmin("admin=1");
        const { page } = opened;
        const go = (id: string) =>
            page
                .getByTestId("nav-item")
                .and(page.locator(`[data-id=${id}]`))
                .click();
        await page.evaluate(
            ([urn, lastHeardMs]) => {
                const link = { agency: urn, agencyName: "x", servers: ["mod.example"], own: false, waiting: 0 };
                const weather = [{ ...link, lastHeardMs, lastSaidMs: lastHeardMs, lateByMs: 0 }];
                const { topics } = window.fake.engine;
                topics.change({ topic: "crisis" }, (own) => ({ ...own, weather: weather as never }));
            },
            ["urn:valise:agency:mod", demoNowMs] as const,
        );
        await go("links");
        await page.getByTestId("link-row").first().waitFor();
        // One's own row by one's own server, one's own column by what was heard; what passes between others is not known.
        const way = (from: string, to: string) =>
            page.locator(`[data-testid=matrix-row][data-id="${from}.example"] [data-to="${to}.example"]`).textContent();
        expect(await way("mfa", "mfa")).toBe("–");
        expect(await way("mfa", "mod")).toBe("arrives");
        expect(await way("mfa", "intel")).toMatch(/^fails since \d\d:\d\d$/);
        expect(await way("mod", "mfa")).toBe("heard just now");
        expect(await way("mod", "intel")).toBe("not known here");
        expect(await page.getByTestId("link-fault").textContent()).toContain("Ministry of Defence");
        await look(opened, "admin-links");
        // What partners ask is in sight from the first; nobody is taken out without a question.
        for (const at of ["[data-testid=nav-item][data-id=leavers]", "[data-testid=rail-item][data-id=admin]"])
            expect(await page.locator(at).textContent(), at).toContain("2");
        await go("leavers");
        await page.getByTestId("leaver-row").first().waitFor();
        expect(await page.getByTestId("own-leaver-row").textContent()).toContain("intel.example");
        await page.getByTestId("leaver-remove").first().focus();
        await page.keyboard.press("Enter");
        await page.getByTestId("leaver-question").waitFor();
        await look(opened, "admin-leaver");
        await page.getByTestId("leaver-confirm").click();
        await page.getByTestId("leaver-done").waitFor();
        expect(await page.getByTestId("leaver-row").count()).toBe(1);
        await look(opened, "admin-leavers");
        await go("orphans");
        await page.getByTestId("orphans-find").click();
        await page.getByTestId("orphan-row").waitFor();
        await go("audit");
        await page.getByTestId("audit-whole").waitFor();
        await look(opened, "admin-audit");
        await page.getByTestId("audit-export").click();
        await go("accounts");
        await page.getByTestId("account-row").first().waitFor();
        // How near a last day is comes from the server, not from this machine's clock.
        const nearing = page.getByTestId("account-row").filter({ hasText: "Idris Benali" });
        expect(await nearing.textContent()).toContain("26");
        await look(opened, "admin-accounts");
        // One's own account has no actions; another's is locked only after a question, by keyboard alone.
        expect(await page.getByTestId("account-acts").count()).toBe(3);
        await page.getByTestId("account-acts").first().focus();
        await page.keyboard.press("Enter");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.getByTestId("account-question").waitFor();
        await page.getByTestId("account-confirm").click();
        await page.getByTestId("account-done").waitFor();
        // Somebody else holds the lock: said by whom, broken only on purpose.
        await page.getByTestId("account-acts").nth(2).click();
        await page.getByRole("menuitem").last().click();
        await page.getByTestId("account-confirm").click();
        await page.getByTestId("admin-locked").waitFor();
        await look(opened, "admin-locked");
        await page.getByTestId("break-lock").click();
        await page.getByTestId("account-done").waitFor();
        await page.getByTestId("account-new").click();
        await page.getByTestId("account-local").fill("zoe.lang");
        await page.getByTestId("account-name").fill("Zoé Lang");
        await page.keyboard.press("Enter");
        expect(await page.getByTestId("first-password").textContent()).toBe("first-password");
        await page.evaluate(() =>
            window.fake.engine.refuse("findAccounts", { kind: "refused", code: "ADMIN_NOT_SERVER_ADMIN" }),
        );
        await page.getByTestId("account-search").click();
        await page.getByTestId("failure").waitFor();
        expect(await page.getByTestId("failure").textContent()).toContain("ADMIN_NOT_SERVER_ADMIN");
        await page.evaluate(() =>
            window.fake.engine.answer("readAudit", async () => ({
                ok: true,
                value: { rows: [], count: 3, brokenAt: 2, missingSince: null },
            })),
        );
        await go("audit");
        await page.getByTestId("audit-broken").waitFor();
        await page.evaluate(() =>
            window.fake.engine.answer("readAudit", async () => ({
                ok: true,
                value: { rows: [], count: 250, brokenAt: null, missingSince: 400 },
            })),
        );
        await page.getByTestId("audit-again").click();
        await page.getByTestId("audit-missing").waitFor();
        await look(opened, "admin-audit-missing");
        // Where there is no room for the list, or at four times the size, its places are behind one button.
        await page.setViewportSize({ width: 400, height: 800 });
        await page.getByTestId("admin-places").click();
        await page.getByRole("menuitem", { name: "Links" }).click();
        await page.getByTestId("link-matrix").waitFor();
        await look(opened, "admin-links-narrow");
    });
});
