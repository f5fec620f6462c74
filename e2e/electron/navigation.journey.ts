import type { ElectronApplication } from "@playwright/test";
import { expect, test } from "./support/shellTest.ts";

const windowCount = (electron: ElectronApplication) =>
    electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);

test("D09 no webview, plug-in or frame is attached", async ({ launch }) => {
    const { electron, page } = await launch();
    await page.evaluate(async () => {
        document.body.insertAdjacentHTML(
            "beforeend",
            '<webview src="https://evil.example/" allowpopups></webview><object data="app://valise/index.html"></object>' +
                '<embed src="app://valise/index.html"><iframe src="app://valise/index.html"></iframe>',
        );
        await new Promise((done) => setTimeout(done, 800));
    });
    expect(await windowCount(electron)).toBe(1);
    const framed = page
        .frames()
        .slice(1)
        .map((frame) => frame.url());
    expect(framed.filter((url) => url.startsWith("app:") || url.startsWith("https:"))).toEqual([]);
});

test("D10 nothing leads off the app's origin or opens a second window", async ({ launch }) => {
    const { electron, page } = await launch();
    // By coordinates: Playwright's own click would wait for the navigation that must not happen.
    const box = await page.locator("#outside").boundingBox();
    const click = async (button: "left" | "middle", key?: string) => {
        if (key !== undefined) await page.keyboard.down(key);
        await page.mouse.click((box?.x ?? 0) + 5, (box?.y ?? 0) + 5, { button });
        if (key !== undefined) await page.keyboard.up(key);
    };
    const attempts: Readonly<Record<string, () => Promise<unknown>>> = {
        location: () => page.evaluate(() => location.assign("https://evil.example/")),
        prefix: () => page.evaluate(() => location.assign("app://valise.evil/")),
        file: () => page.evaluate(() => location.assign("file:///etc/passwd")),
        data: () => page.evaluate(() => location.assign("data:text/html,x")),
        blob: () => page.evaluate(() => location.assign(URL.createObjectURL(new Blob(["x"], { type: "text/html" })))),
        link: () => click("left"),
        middle: () => click("middle"),
        controlled: () => click("left", "Control"),
        shifted: () => click("left", "Shift"),
        open: () => page.evaluate(() => void window.open("https://evil.example/")),
        openSelf: () => page.evaluate(() => void window.open("app://valise/", "_blank", "nodeIntegration=yes")),
        openTop: () => page.evaluate(() => void window.open("https://evil.example/", "_top")),
        meta: () =>
            page.evaluate(() => {
                document.head.insertAdjacentHTML(
                    "beforeend",
                    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
                );
            }),
        form: () =>
            page.evaluate(() => {
                document.body.insertAdjacentHTML("beforeend", '<form id="f" action="https://evil.example/"></form>');
                document.querySelector<HTMLFormElement>("#f")?.submit();
            }),
        drop: () =>
            page.evaluate(() => {
                const dataTransfer = new DataTransfer();
                dataTransfer.setData("text/uri-list", "https://evil.example/");
                document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
            }),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
        await attempt();
        await page.waitForTimeout(150);
        expect(`${name}: ${page.url()}`).toBe(`${name}: app://valise/`);
        expect(`${name}: ${await windowCount(electron)}`).toBe(`${name}: 1`);
        expect(`${name}: ${await page.evaluate(() => document.title)}`).toBe(
            `${name}: A title that the page would like`,
        );
    }
});
