import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaves } from "./leaves.ts";
import { look } from "./look.ts";
import { type FakeApp, type OpenedApp, openFakeApp } from "./openFakeApp.ts";

type FakePage = OpenedApp["page"];
let app: FakeApp;

beforeAll(async () => {
    app = await openFakeApp();
});
afterAll(() => app?.[Symbol.asyncDispose]());

const ready = "start=ready&demo=1";

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
        await page.getByTestId("ask-signature").click();
        await page.getByTestId("ask-signature-asked").waitFor();
        await look(opened, "charter-first-dark");
        const [asked] = await calls(page, "askSignature");
        expect(asked).toMatchObject({ userId: expect.stringContaining("@"), text: expect.stringContaining("signed") });
        expect(await calls(page, "publishStatement")).toEqual([]);
        await page.getByTestId("signature-sign").click();
        await page.getByTestId("signature-file").click();
        await page.getByTestId("signature-file").filter({ hasText: "In Kraft" }).waitFor();
        expect(await calls(page, "publishStatement")).toMatchObject([{ roomId: "!flights" }]);
    });

    it("is asked of another officer on whatever screen they are, for as long as their signature counts", async () => {
        await using opened = await app.open(`${ready}&lang=fr`);
        const { page } = opened;
        await page.getByTestId("room-list").waitFor();
        const ask = (...leftMs: number[]) =>
            page.evaluate((lefts) => {
                const request = {
                    ...{ id: "c1", kind: "charter", audience: "!flights", role: "CHARTER RELEASE", signers: 2 },
                    ...{ payload: { seq: 2 }, summary: "Vols\u202e : moins haut" },
                };
                const text = JSON.stringify({ version: 1, requests: [request], signed: [] });
                const userId = "@thomas.aubry:mfa.example" as never;
                const asks = lefts.map((left) => {
                    const untilMs = (Date.UTC(2026, 10, 21, 10, 8) + left) as never;
                    return {
                        id: String(left),
                        isSigned: false,
                        code: null,
                        userId,
                        summary: request.summary,
                        text,
                        untilMs,
                    };
                });
                window.fake.engine.topics.change({ topic: "desk" }, (desk) => ({ ...desk, asks }));
            }, leftMs);
        await ask(600_000, 500_000);
        await page.getByTestId("signature-ask").nth(1).waitFor();
        // The second one's time is over: what is drawn from one snapshot holds the live one alone.
        await ask(600_000, -1);
        await page.getByTestId("signature-ask").nth(1).waitFor({ state: "detached" });
        expect(await page.getByTestId("signature-ask").count()).toBe(1);
        await look(opened, "signature-ask");
        await page.getByTestId("signature-ask-open").click();
        // Nothing has to be opened to see what would be signed.
        await page.getByTestId("signature").locator("pre").waitFor();
        await page.getByTestId("signature-sign").click();
        await page.getByTestId("signatures").waitFor();
        expect(await calls(page, "signRequest")).toMatchObject([{ id: "c1" }]);
        await page.getByTestId("signature-ask").waitFor({ state: "detached" });
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "desk" }, (desk) => ({
                ...desk,
                asks: desk.asks.map((one) => ({ ...one, id: "back", isSigned: true })),
            })),
        );
        await page.getByTestId("signature-ask").filter({ hasText: "a signé en second" }).waitFor();
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "desk" }, (desk) => ({
                ...desk,
                asks: desk.asks.map((one) => ({ ...one, code: "ATT_KB_SIG" })),
            })),
        );
        await page.getByTestId("signature-ask").filter({ hasText: "n’est pas valable" }).waitFor();
        expect(await page.getByTestId("signature-ask").textContent()).toContain("ATT_KB_SIG");
        expect(await page.getByTestId("signature-ask-open").count()).toBe(0);
        await page.getByTestId("signatures").getByRole("button", { name: "Fermer" }).last().click();
        await page.getByTestId("signatures").waitFor({ state: "detached" });
        await page.getByTestId("signature-ask-dismiss").focus();
        await page.keyboard.press("Enter");
        await page.getByTestId("signature-ask").waitFor({ state: "detached" });
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "desk" }, (desk) => ({
                ...desk,
                asks: desk.asks.flatMap((one) => [one, { ...one, id: "later" }]),
            })),
        );
        await page.getByTestId("signature-ask").waitFor();
        expect(await page.getByTestId("signature-ask").count()).toBe(1);
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

describe("the security officer's desk", () => {
    it("shows anomalies before requests before holders, and each decision's consequence before it is signed", async () => {
        await using opened = await app.open(`${ready}&officer=1`);
        const { page } = opened;
        await page.locator("[data-testid=rail-item][data-id=security]").click();
        await page.getByTestId("desk-anomaly").waitFor();
        expect(await page.getByTestId("marking-banner").textContent()).toBe("FR · DIFFUSION RESTREINTE");
        expect(await leaves(opened, "desk-anomaly")).toEqual({
            first: "FR · DIFFUSION RESTREINTE",
            isDragStopped: true,
        });
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
        const choose = async (payload: object, signed: object[] = []) => {
            const text = JSON.stringify({ version: 1, requests: [{ ...request, payload }], signed });
            const file = { name: "signatures.json", mimeType: "application/json", buffer: Buffer.from(text) };
            await page.getByTestId("signatures").getByTestId("attach-input").setInputFiles(file);
        };
        await choose({ seq: 1, names: "x".repeat(100_000) });
        await page.getByTestId("failure").filter({ hasText: "DESK_UNSHOWN" }).waitFor();
        expect(await page.getByTestId("signature-sign").isDisabled()).toBe(true);
        await choose({ seq: 1 }, [{ kind: "charter", payload: "e30", by: ["forged"] }]);
        await page.getByTestId("failure").filter({ hasText: "ATT_KB_SIG" }).waitFor();
        expect(await page.getByTestId("signature-sign").textContent()).toBe("Unterschreiben");
        expect(await page.getByTestId("signature-file").count()).toBe(0);
        await choose({ seq: 1 });
        await page.getByTestId("failure").waitFor({ state: "detached" });
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
        const saved = await page.evaluate(
            () => (window.fake.shell.calls.at(-1)?.input as { name: string } | undefined)?.name,
        );
        expect(saved).toMatch(/^\(\w+\) spill\.csv$/);
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
