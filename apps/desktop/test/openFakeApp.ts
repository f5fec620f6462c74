import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { build } from "vite";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

export interface FakeApp extends AsyncDisposable {
    /** A fresh profile each time: nothing remembered from the test before. */
    open(scene: string): Promise<OpenedApp>;
}

export interface OpenedApp extends AsyncDisposable {
    readonly page: Page;
    /** Errors and refusals of the content security policy since last asked. */
    takeComplaints(): readonly string[];
}

/** What the page has asked of the engine, of one command, in order. */
export const callsOf = ({ page }: OpenedApp, method: string) =>
    page.evaluate((name) => window.fake.engine.calls.filter((call) => call.method === name), method);

/** Builds the test page once and serves it on loopback to the system's Chromium; disposing leaves nothing behind. */
export async function openFakeApp(): Promise<FakeApp> {
    const outDir = await mkdtemp(join(tmpdir(), "valise-desktop-"));
    await build({ configFile: join(import.meta.dirname, "vite.config.ts"), logLevel: "error", build: { outDir } });
    const server = createServer((request, response) => {
        const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
        const file = join(outDir, path);
        if (path === "/favicon.ico") return response.writeHead(204).end();
        if (path === "/" || !existsSync(file)) return response.writeHead(404).end();
        response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
        return createReadStream(file).pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fake.html`;
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
        args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
    return {
        async open(scene) {
            const context = await browser.newContext({
                viewport: { width: 1440, height: 900 },
                reducedMotion: "reduce",
                locale: "en-GB",
            });
            return openPage(context, `${address}?${scene}`);
        },
        async [Symbol.asyncDispose]() {
            await browser.close();
            server.close();
            await rm(outDir, { recursive: true, force: true });
        },
    };
}

async function openPage(context: BrowserContext, url: string): Promise<OpenedApp> {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (entry) => entry.type() === "error" && complaints.push(entry.text()));
    await page.goto(url);
    // The page's script goes on after loading: it fetches words and policies before it is there.
    await page.waitForFunction(() => window.fake !== undefined);
    return {
        page,
        takeComplaints: () => complaints.splice(0),
        [Symbol.asyncDispose]: () => context.close(),
    };
}
