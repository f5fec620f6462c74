import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "./look.ts";
import { type FakeApp, type OpenedApp, openFakeApp } from "./openFakeApp.ts";

let app: FakeApp;

beforeAll(async () => {
    app = await openFakeApp();
});
afterAll(() => app?.[Symbol.asyncDispose]());

const ready = "start=ready&demo=1";

describe.each(["light", "dark"])("the rooms in %s", (theme) => {
    it("show conversation and members, in German and French", async () => {
        await using opened = await app.open(`${ready}&theme=${theme}&lang=${theme === "dark" ? "fr" : "de"}`);
        const { page } = opened;
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.getByTestId("show-members").click();
        await page.getByTestId("member-row").first().waitFor();
        const [first, last] = [page.locator(".list-head label").first(), page.locator(".list-head label").last()];
        expect((await last.boundingBox())?.y, "the list's filter is one line").toBe((await first.boundingBox())?.y);
        await look(opened, `members-${theme}`);
        await page.locator("[data-testid=rail-item][data-id=settings]").click();
        await page.getByTestId("theme").waitFor();
        await look(opened, `settings-${theme}`);
        await page.locator("[data-id=devices]").click();
        await page.getByTestId("device-row").first().waitFor();
        await look(opened, `devices-${theme}`);
    });
});

describe("every other screen", () => {
    it("removes a device of somebody without a password, who shows at the identity provider that it is them", async () => {
        await using opened = await app.open(`${ready}&lang=fr`);
        const { page } = opened;
        await page.evaluate(() => {
            const value = { password: false, provider: true };
            window.fake.engine.answer("proofWays", async () => ({ ok: true, value }));
        });
        await page.locator("[data-testid=rail-item][data-id=settings]").click();
        await page.locator("[data-id=devices]").click();
        await page.getByTestId("device-remove").first().click();
        await page.getByTestId("proof-provider").waitFor();
        expect(await page.getByTestId("device-password").count()).toBe(0);
        await page.keyboard.press("Tab");
        await page.getByTestId("device-confirm").focus();
        await page.keyboard.press("Enter");
        await page.getByTestId("proof-waits").waitFor();
        await look(opened, "device-proof");
        await page.getByTestId("proof-stop").click();
        await page.getByTestId("failure").waitFor();
        expect(await page.getByTestId("failure").textContent()).toContain("CANCELLED");
        const { device, calls } = await page.evaluate(() => ({
            device: window.fake.engine.calls.filter(({ method }) => method === "removeDevice").at(-1)?.input,
            calls: window.fake.shell.calls.filter(({ method }) => method === "proveInBrowser").length,
        }));
        expect([device, calls]).toMatchObject([{ password: null }, 1]);
    });

    it("asks in the plain web build how to protect the store, and opens it again by passphrase", async () => {
        await using opened = await app.open("web=1");
        const { page } = opened;
        await page.getByTestId("passphrase").fill("short");
        await page.getByTestId("protect").click();
        await page.getByText("Too short").waitFor();
        await look(opened, "protect");
        await page.getByTestId("passphrase").fill("four words of mine");
        await page.getByTestId("passphrase-repeat").fill("four words of mine");
        await page.getByTestId("protect").click();
        await page.getByTestId("agency-option").first().waitFor();
        await page.goto(`${page.url()}&start=locked`);
        await page.getByTestId("passphrase").fill("wrong passphrase");
        await page.keyboard.press("Enter");
        await page.getByTestId("failure").waitFor();
        await look(opened, "unlock");
        await page.getByTestId("passphrase").fill("four words of mine");
        await page.keyboard.press("Enter");
        await page.getByTestId("agency-option").first().waitFor();
    });

    it("confirms a second device by its recovery code, checked while it is typed", async () => {
        await using opened = await app.open("demo=1");
        const { page } = opened;
        await page.getByTestId("continue").click();
        await page.getByTestId("username").fill("second");
        await page.getByTestId("password").fill("right");
        await page.getByTestId("sign-in").click();
        const input = page.getByTestId("recovery-input");
        await input.fill("K7QD 2MWX 94TB HF3N RV6P C8JE YA5K ZG3X");
        expect(await page.getByTestId("recover").isDisabled()).toBe(true);
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "clearance" }, (own) => ({
                ...own,
                trust: { ...own.trust, deviceOnly: ["FR · SECRET"] },
            })),
        );
        expect(await page.getByTestId("device-only").textContent()).toContain("FR · SECRET");
        await look(opened, "verify-device");
        await input.fill("k7qd2mwx94tbhf3nrv6pc8jeya5kzg3v");
        await page.getByTestId("recover").click();
        await page.getByTestId("room-list").waitFor();
    });

    it("confirms a second device by symbols compared with another one", async () => {
        await using opened = await app.open("lang=fr");
        const { page } = opened;
        await page.getByTestId("continue").click();
        await page.getByTestId("username").fill("second");
        await page.getByTestId("password").fill("right");
        await page.getByTestId("sign-in").click();
        await page.getByTestId("verify-by-emoji").click();
        await page.getByTestId("verification").waitFor();
        await page.evaluate(() => window.fake.engine.commands.acceptVerification({ flowId: "flow-1" }));
        await page.getByTestId("verification-emoji").first().waitFor();
        expect(await page.getByTestId("verification-emoji").first().textContent()).toContain("Chien");
        await look(opened, "symbols");
        await page.getByTestId("verification-match").click();
        await page.locator("[data-testid=verification][data-state=done]").waitFor();
    });

    it("explains a store that cannot be opened and deletes nothing", async () => {
        await using opened = await app.open("lang=de");
        const { page } = opened;
        await page.getByTestId("agency-option").first().waitFor();
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "session" }, (session) => ({
                ...session,
                phase: "failed",
                failure: { kind: "store-corrupt", part: "crypto" },
            })),
        );
        await page.getByTestId("store-failed").waitFor();
        expect(await page.getByTestId("failure").textContent()).toContain("STORE-CORRUPT-CRYPTO");
        await look(opened, "store-failed");
        const methods = await page.evaluate(() => window.fake.engine.calls.map((call) => call.method));
        expect(methods).toEqual(["start"]);
    });

    it("goes on after a soft sign-out by password alone", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("room-list").waitFor();
        await page.evaluate(() =>
            window.fake.engine.topics.change({ topic: "session" }, (session) => ({
                ...session,
                phase: "soft-signed-out",
                failure: { kind: "signed-out-by-server", soft: true },
            })),
        );
        await page.getByTestId("password").fill("right");
        await look(opened, "soft-sign-out");
        await page.keyboard.press("Enter");
        await page.getByTestId("room-list").waitFor();
    });

    it("waits for a browser at an identity provider until it is stopped, and lets in nobody else", async () => {
        await using opened = await app.open("lang=fr&theme=dark");
        const { page } = opened;
        await page.getByTestId("agency-option").filter({ hasText: "intel.example" }).click();
        await page.getByTestId("continue").click();
        await page.evaluate(() => window.fake.shell.holdBrowser());
        await page.getByTestId("sign-in-at").focus();
        await page.keyboard.press("Enter");
        await page.getByTestId("browser-waits").waitFor();
        await look(opened, "sign-in-waits");
        await page.getByTestId("stop-waiting").focus();
        await page.keyboard.press("Enter");
        await page.getByTestId("failure").waitFor();
        await page.evaluate(() => {
            window.fake.shell.comeBack();
            window.fake.engine.refuse("signInWithToken", { kind: "other-account", user: "@paul:mod.example" });
        });
        await page.getByTestId("sign-in-at").click();
        await page.getByTestId("failure").filter({ hasText: "OTHER-ACCOUNT" }).waitFor();
    });

    it("says that the link is gone, what waits and what failed", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.evaluate(() => {
            const { topics } = window.fake.engine;
            topics.change({ topic: "session" }, (session) => ({
                ...session,
                connection: { ...session.connection, state: "offline" },
                clockDifferenceMs: 420_000,
            }));
            topics.publish(
                { topic: "outbox" },
                { queuedCount: 3, failedCount: 1, damagedCount: 2, oldestAtMs: null, expired: [] },
            );
        });
        await page.locator("[data-testid=connection-state][data-state=offline]").waitFor();
        await look(opened, "offline");
    });

    it("shows the thumbnail of a picture as a blob, as the content security policy asks", async () => {
        await using opened = await app.open("start=ready&demo=1");
        const { page } = opened;
        await page.getByTestId("room-list").waitFor();
        await page.evaluate(() => {
            const ref = { topic: "timeline", roomId: "!flights" as never } as const;
            window.fake.engine.topics.change(ref, (timeline) => ({
                ...timeline,
                rows: timeline.rows.map((row) =>
                    row.file === null
                        ? row
                        : { ...row, kind: "image" as const, file: { ...row.file, hasThumbnail: true } },
                ),
            }));
        });
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        const picture = page.locator("img[src^='blob:']").first();
        await picture.waitFor();
        await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
        expect(opened.takeComplaints()).toEqual([]);
    });

    it("makes a room across agencies, joins an invitation and leaves, by keyboard where it counts", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("room-list").waitFor();
        await page.keyboard.press("Control+n");
        await page.getByTestId("create-room-name").fill("Harbour");
        await page.getByTestId("invite-query").fill("paul");
        await page.getByTestId("invitee-found").getByRole("button").click();
        await look(opened, "create-room");
        await page.getByTestId("create-room-submit").click();
        await page.getByTestId("room-name").filter({ hasText: "Harbour" }).waitFor();
        const created = await page.evaluate(() =>
            window.fake.engine.calls.find((call) => call.method === "createRoom"),
        );
        expect(created?.input).toMatchObject({ name: "Harbour", invite: ["@paul:mod.example"] });
        await page.getByTestId("room-row").filter({ hasText: "Port liaison" }).click();
        await page.getByTestId("invitation").waitFor();
        await look(opened, "invitation");
        await page.getByTestId("decline-room").click();
        await page.getByTestId("no-room").waitFor();
    });

    it("comes into a space by its invitation, which is then a place of the rail, and leaves it again", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        const spaceId = "!maritime:mod.example";
        await page.evaluate((roomId) => {
            window.fake.engine.topics.change({ topic: "rooms" }, (snapshot) => {
                const [row] = snapshot.rows;
                if (row === undefined) throw new Error("the demo has rooms");
                const space = { ...row, roomId: roomId as never, kind: "space", membership: "invite" } as const;
                return { ...snapshot, rows: [{ ...space, name: "Maritime" }, ...snapshot.rows] };
            });
        }, spaceId);
        const place = page.locator(`[data-testid=rail-item][data-id="${spaceId}"]`);
        await page.getByTestId("room-row").filter({ hasText: "Maritime" }).click();
        expect(await place.count()).toBe(0);
        await page.getByTestId("join-room").click();
        await place.waitFor();
        await page.getByTestId("room-list").getByRole("heading", { name: "Maritime" }).first().waitFor();
        await page.getByTestId("space-more").click();
        await page.getByRole("menuitem").click();
        await look(opened, "leave-space");
        await page.getByTestId("leave-confirm").click();
        await place.waitFor({ state: "detached" });
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).waitFor();
    });

    it("counts the unread rooms in the window's title, but not the one that is looked at", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.locator(".message-row").first().waitFor();
        const allUnread = () =>
            page.evaluate(() => {
                const { topics } = window.fake.engine;
                const rows = (topics.read({ topic: "rooms" })?.rows ?? []).map((row) => ({ ...row, unreadCount: 2 }));
                topics.publish({ topic: "rooms" }, { loaded: "all", rows });
                return rows.length;
            });
        const count = await allUnread();
        await expect.poll(() => page.title()).toBe(`(${count - 1}) Evacuation flights · Valise`);
        await page.locator("[data-testid=rail-item][data-id=settings]").click();
        await page.getByTestId("theme").waitFor();
        await allUnread();
        await expect.poll(() => page.title()).toContain(`(${count}) `);
    });

    it("scrolls a room, its list and its members as they were painted, and paints nothing anew", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.setViewportSize({ width: 1440, height: 400 });
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.getByTestId("show-members").click();
        await page.getByTestId("member-row").first().waitFor();
        const moved = await movedByCompositor(page);
        for (const scroller of [".messages", ".list-body", ".side-body"]) {
            const [width, height] = await page.locator(scroller).evaluate((box) => [box.clientWidth, box.clientHeight]);
            expect(moved, scroller).toContainEqual(expect.objectContaining({ width, height }));
        }
    });

    it("finds rooms and people with Ctrl K and lists every key with ?", async () => {
        await using opened = await app.open(ready);
        const { page } = opened;
        await page.locator("[data-testid=room-list]:focus").waitFor();
        await page.keyboard.press("?");
        await page.getByTestId("keys").waitFor();
        await look(opened, "keys");
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+k");
        await page.getByTestId("switcher-query").fill("idris");
        await page.getByTestId("switcher-entry").nth(1).waitFor();
        await look(opened, "quick-switcher");
        await page.keyboard.press("Enter");
        await page.getByTestId("room-name").filter({ hasText: "Idris Benali" }).waitFor();
    });

    it("stands empty rooms, very long names and 200 percent", async () => {
        await using opened = await app.open("start=ready");
        const { page } = opened;
        await page.getByTestId("rooms-empty").waitFor();
        await look(opened, "no-rooms");
        await page.evaluate(() => {
            document.documentElement.style.fontSize = "200%";
            const name = "Donaudampfschifffahrtsgesellschaftskapitänsversammlung ".repeat(4).trim();
            return window.fake.engine.commands.createRoom({ name, topic: name, invite: [], kind: "room" });
        });
        await page.getByTestId("room-row").click();
        await page.getByTestId("timeline-empty").waitFor();
        await look(opened, "long-names-200");
    });
});

/** What Chromium scrolls by moving what was painted; anything else the page's thread paints anew. */
async function movedByCompositor(page: OpenedApp["page"]) {
    const session = await page.context().newCDPSession(page);
    let layers: readonly { readonly layerId: string; readonly width: number; readonly height: number }[] = [];
    session.on("LayerTree.layerTreeDidChange", (change) => {
        layers = change.layers ?? layers;
    });
    await session.send("DOM.enable");
    await session.send("LayerTree.enable");
    await page.locator(".messages").evaluate((box) => box.scrollBy(0, -40));
    await expect.poll(() => layers.length).toBeGreaterThan(0);
    const reasons = await Promise.all(
        layers.map(({ layerId }) => session.send("LayerTree.compositingReasons", { layerId })),
    );
    return layers.filter((_, at) => reasons[at]?.compositingReasonIds.includes("OverflowScrolling"));
}
