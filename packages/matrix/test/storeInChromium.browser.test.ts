import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { build, type Rollup } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StorePage } from "./storePage/storePage.ts";

declare const storePage: StorePage;

const chromiumArgs = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
let server: Server;
let browser: Browser;
let context: BrowserContext;

async function bundle(): Promise<string> {
    const entry = join(import.meta.dirname, "storePage/storePage.ts");
    const lib = { entry, formats: ["es" as const] };
    const built = await build({ configFile: false, logLevel: "error", build: { lib, write: false, target: "esnext" } });
    const [output] = built as Rollup.RollupOutput[];
    return output?.output[0].code ?? "";
}

async function openPage(): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction("'storePage' in globalThis");
    return page;
}

describe("the store in Chromium", () => {
    beforeAll(async () => {
        const script = await bundle();
        server = createServer((request, response) => {
            const isScript = request.url === "/page.js";
            response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
            response.end(isScript ? script : "<!doctype html><script type=module src=/page.js></script>");
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
        browser = await chromium.launch({ executablePath, args: [...chromiumArgs, "--disable-sync"] });
    }, 60_000);
    afterAll(async () => {
        await browser?.close();
        server?.close();
    });
    beforeEach(async () => {
        context = await browser.newContext();
    });
    afterEach(() => context.close());

    it("goes on after a reload with a key the browser keeps and nobody can read", async () => {
        const page = await openPage();
        expect(await page.evaluate(() => storePage.open({ kind: "browser" }))).toBe("created");
        expect(await page.evaluate(() => storePage.put("CANARY-body"))).toBe(true);
        expect(await page.evaluate(() => storePage.browserKeyExtractable())).toBe(false);
        await page.reload();
        await page.waitForFunction("'storePage' in globalThis");
        expect(await page.evaluate(() => storePage.open(null))).toBe("locked");
        expect(await page.evaluate(() => storePage.open({ kind: "browser" }))).toBe("opened");
        expect(await page.evaluate(() => storePage.get())).toBe("CANARY-body");
        expect(await page.evaluate(() => storePage.dump())).not.toContain("CANARY");
    });

    it("opens with its passphrase and with no other", async () => {
        const page = await openPage();
        const open = (passphrase: string) =>
            page.evaluate((words) => storePage.open({ kind: "passphrase", passphrase: words }), passphrase);
        expect(await open("valise diplomatique")).toBe("created");
        await page.evaluate(() => storePage.put("kept"));
        await page.evaluate(() => storePage.close());
        expect(await open("valise")).toBe("store-key-wrong");
        expect(await open("valise diplomatique")).toBe("opened");
        expect(await page.evaluate(() => storePage.get())).toBe("kept");
    });

    it("is held by one page at a time, and let go when that page is closed", async () => {
        const [first, second] = [await openPage(), await openPage()];
        expect(await first.evaluate(() => storePage.lock(1000))).toBe(true);
        expect(await second.evaluate(() => storePage.lock(300))).toBe(false);
        const waiting = second.evaluate(() => storePage.lock(10_000));
        await first.close();
        expect(await waiting).toBe(true);
    });
});
