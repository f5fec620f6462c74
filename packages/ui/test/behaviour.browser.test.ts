import type { Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { GalleryWindow } from "../stories/gallery.tsx";
import { type Gallery, openGallery } from "./openGallery.ts";

declare const window: GalleryWindow;

let gallery: Gallery;
beforeAll(async () => {
    gallery = await openGallery();
}, 60_000);
afterAll(async () => gallery[Symbol.asyncDispose]());
beforeEach(async () => {
    await gallery.page.setViewportSize({ width: 1280, height: 800 });
    await gallery.page.mouse.move(0, 0);
});

async function show(story: string): Promise<void> {
    await gallery.page.evaluate((id) => window.showStory(id, "light"), story);
    await settle();
}

const settle = (): Promise<void> => gallery.page.waitForTimeout(150);
const byId = (testId: string): Locator => gallery.page.getByTestId(testId);

describe("a message on its way", () => {
    it("can be taken back once it has stayed, whether or not a next try is set", async () => {
        await show("Message/SendStates");
        // That with a next try and the failed one at once; the one that may only be passing, after a moment.
        expect(await byId("send-discard").count()).toBe(2);
        await expect.poll(() => byId("send-discard").count(), { timeout: 8_000 }).toBe(3);
    });
});

describe("a timeline", () => {
    const scroller = () => gallery.page.locator(".messages");
    const toEndPx = () => scroller().evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop);
    const grow = async (how: "prepend" | "append" | "own" | "jump") => {
        await gallery.page.evaluate((name) => window.dispatchEvent(new Event(`demo-${name}`)), how);
        await settle();
    };
    const scrollBy = async (deltaPx: number) => {
        await scroller().hover();
        await gallery.page.mouse.wheel(0, deltaPx);
        await gallery.page.waitForTimeout(120);
    };
    /** The message nearest to the top of the view and where it stands, which must not move. */
    const reading = () =>
        scroller().evaluate((box) => {
            const top = box.getBoundingClientRect().top;
            const tiles = [...box.querySelectorAll("[data-message-id]")];
            const seen = tiles.map((tile) => ({
                id: tile.getAttribute("data-message-id"),
                atPx: Math.round(tile.getBoundingClientRect().top - top),
            }));
            return seen.filter(({ atPx }) => atPx >= 0).sort((a, b) => a.atPx - b.atPx)[0];
        });

    beforeEach(() => show("Timeline/Living"));

    it("opens at the end and keeps few rows in the page", async () => {
        expect(await toEndPx()).toBeLessThan(2);
        expect(await byId("message").count()).toBeLessThan(40);
    });

    it("follows new messages while at the end", async () => {
        await grow("append");
        expect(await toEndPx()).toBeLessThan(2);
        expect(await byId("to-latest").count()).toBe(0);
    });

    it("lets new messages wait below, counts them, and leads there", async () => {
        await scrollBy(-900);
        const before = await reading();
        await grow("append");
        expect(await reading()).toEqual(before);
        expect(await byId("to-latest").textContent()).toContain("3 new");
        await byId("to-latest").click();
        await settle();
        expect(await toEndPx()).toBeLessThan(2);
        expect(await byId("to-latest").count()).toBe(0);
    });

    it("does not move what is being read when older messages come in above", async () => {
        await scrollBy(-1_500);
        const before = await reading();
        for (let round = 0; round < 3; round += 1) {
            await grow("prepend");
            const after = await reading();
            expect(after?.id).toBe(before?.id);
            expect(Math.abs((after?.atPx ?? 0) - (before?.atPx ?? 0))).toBeLessThanOrEqual(1);
        }
    });

    it("asks for older messages when their beginning comes near", async () => {
        await scroller().evaluate((box) => box.scrollTo({ top: 0 }));
        await settle();
        expect(await byId("demo-asked").textContent()).toBe("1");
    });

    it("brings one's own message into view", async () => {
        await scrollBy(-900);
        await grow("own");
        expect(await toEndPx()).toBeLessThan(2);
    });

    it("stays at the end when the view shrinks, as when the composer grows", async () => {
        // Long after the opening, which holds on to the end for a moment by itself.
        await gallery.page.waitForTimeout(1_500);
        await gallery.page.setViewportSize({ width: 1280, height: 500 });
        await settle();
        expect(await toEndPx()).toBeLessThan(2);
    });

    it("stays at the end when a room shorter than the window is filled from above", async () => {
        await show("Timeline/Short");
        const last = gallery.page.locator('[data-message-id="n2"]');
        const before = await last.boundingBox();
        await grow("prepend");
        expect(await toEndPx()).toBeLessThan(2);
        expect(Math.abs(((await last.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(12);
    });

    it("leads to a message that was not in the page", async () => {
        await grow("jump");
        const focused = await gallery.page.evaluate(() => document.activeElement?.getAttribute("data-message-id"));
        expect(focused).toBe("n5");
        expect(await gallery.page.locator('[data-message-id="n5"]').boundingBox()).toMatchObject({
            y: expect.closeTo(400, -3),
        });
    });

    it("opens at the unread line, also when the messages come later", async () => {
        await show("Timeline/Late");
        await settle();
        const line = await byId("unread-line").boundingBox();
        expect(line?.y).toBeGreaterThan(100);
        expect(line?.y).toBeLessThan(700);
        expect(await byId("to-latest").count()).toBe(1);
    });

    it("keeps few rows in the page all the way through a thousand messages", async () => {
        await gallery.page.evaluate(() => {
            for (let round = 0; round < 24; round += 1) window.dispatchEvent(new Event("demo-prepend"));
        });
        await settle();
        for (let round = 0; round < 12; round += 1) {
            await scrollBy(-2_000);
            expect(await byId("message").count()).toBeLessThan(45);
        }
    });

    it("is one tab stop with arrow keys and single letters inside", async () => {
        const focused = () => gallery.page.evaluate(() => document.activeElement?.getAttribute("data-message-id"));
        await gallery.page.keyboard.press("Tab");
        expect(await focused()).toBe("n59");
        await gallery.page.keyboard.press("ArrowUp");
        await gallery.page.keyboard.press("ArrowUp");
        expect(await focused()).toBe("n57");
        expect(await byId("message-reply").count()).toBe(1);
        await gallery.page.keyboard.press("End");
        expect(await focused()).toBe("n59");
    });
});

describe("a composer", () => {
    beforeEach(() => show("Composer/Living"));
    const sent = async (): Promise<unknown> => JSON.parse((await byId("demo-sent").textContent()) ?? "");

    it("sends with Enter, breaks with Shift and Enter, undoes natively, recalls with arrow up", async () => {
        const { keyboard } = gallery.page;
        await byId("composer").click();
        await keyboard.press("Enter");
        expect(await sent()).toEqual([]);
        await keyboard.type("one");
        await keyboard.press("Shift+Enter");
        await keyboard.type("two");
        await keyboard.press("Enter");
        expect(await sent()).toEqual(["one\ntwo"]);
        expect(await byId("composer").inputValue()).toBe("");
        await keyboard.press("ArrowUp");
        expect(await byId("composer").inputValue()).toBe("one\ntwo");
        await keyboard.type(" three");
        await keyboard.press("Control+z");
        expect(await byId("composer").inputValue()).not.toContain("three");
    });

    it("keeps the caret where it is when typing in the middle", async () => {
        await byId("composer").fill("ad");
        await gallery.page.keyboard.press("ArrowLeft");
        await gallery.page.keyboard.type("bc");
        expect(await byId("composer").inputValue()).toBe("abcd");
    });

    it("takes files from the clipboard and from the dialog", async () => {
        await byId("composer").evaluate((field) => {
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File(["x"], "pasted.png", { type: "image/png" }));
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        });
        expect(await byId("demo-attached").textContent()).toBe("pasted.png");
        await byId("attach-input").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
        expect(await byId("demo-attached").textContent()).toBe("a.txt");
    });
});

describe("a room list", () => {
    it("is one tab stop, and arrow keys, Home and End reach rows that were not in the page", async () => {
        await show("RoomList/ThreeHundred");
        expect(await byId("room-row").count()).toBeLessThan(60);
        await byId("room-row").first().focus();
        const focused = () => gallery.page.evaluate(() => document.activeElement?.getAttribute("data-room-id"));
        await gallery.page.keyboard.press("ArrowDown");
        expect(await focused()).toBe("!Room-2");
        await gallery.page.keyboard.press("End");
        await settle();
        expect(await focused()).toBe("!Room-300");
        await gallery.page.keyboard.press("Home");
        await settle();
        expect(await focused()).toBe("!Room-1");
    });
});

describe("a room list with the current room far down", () => {
    it("shows it", async () => {
        await show("RoomList/CurrentFarDown");
        await settle();
        const row = gallery.page.locator('[data-room-id="!Room-250"]');
        expect(await row.getAttribute("aria-current")).toBe("true");
        const box = await row.boundingBox();
        expect(box?.y).toBeGreaterThan(80);
        expect((box?.y ?? 9_999) + (box?.height ?? 0)).toBeLessThanOrEqual(700);
    });
});

describe("a menu", () => {
    it("opens by keyboard, moves by arrows and closes with Esc back to its button", async () => {
        await show("Menu/RoomMenu");
        await byId("menu-trigger").focus();
        await gallery.page.keyboard.press("Enter");
        await byId("menu").waitFor();
        expect(await gallery.page.getByRole("menuitem").count()).toBe(4);
        await gallery.page.keyboard.press("Escape");
        await settle();
        expect(await byId("menu").count()).toBe(0);
        expect(await byId("menu-trigger").evaluate((button) => button === document.activeElement)).toBe(true);
    });
});

describe("a tooltip", () => {
    it("comes with the focus, goes with Esc and does not take the focus", async () => {
        await show("Tooltip/OnFocus");
        await gallery.page.keyboard.press("Tab");
        await gallery.page.getByRole("tooltip").waitFor();
        await gallery.page.keyboard.press("Escape");
        await settle();
        expect(await gallery.page.getByRole("tooltip").count()).toBe(0);
        expect(await byId("tooltip-trigger").evaluate((button) => button === document.activeElement)).toBe(true);
    });
});

describe("200 % zoom of a small window", () => {
    // 1280 by 800 at 200 % is a page of 640 by 400 CSS pixels.
    it.each(["Frame/Conversation", "Frame/Offline", "FirstRun/SignIn", "FirstRun/RecoveryCode", "Settings/Settings"])(
        "%s needs no sideways scrolling",
        async (story) => {
            await gallery.page.setViewportSize({ width: 640, height: 400 });
            await show(story);
            const overflowPx = await gallery.page.evaluate(() => {
                const { scrollWidth, clientWidth } = document.documentElement;
                return scrollWidth - clientWidth;
            });
            expect(overflowPx).toBe(0);
        },
    );
});
