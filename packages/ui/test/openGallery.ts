import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const configFile = join(import.meta.dirname, "../vite.config.ts");

export interface Gallery extends AsyncDisposable {
    readonly page: Page;
    /** What the page has complained about since last asked: errors, refusals of the content security policy. */
    takeComplaints(): readonly string[];
}

/** Builds the gallery, serves it on loopback and opens it in the system's Chromium; disposing leaves nothing behind. */
export async function openGallery(): Promise<Gallery> {
    const outDir = await mkdtemp(join(tmpdir(), "valise-stories-"));
    await build({ configFile, logLevel: "error", build: { outDir } });
    const server = createServer((request, response) => {
        const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
        const file = join(outDir, path === "/" ? "index.html" : path);
        if (!existsSync(file)) return response.writeHead(404).end();
        response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
        return createReadStream(file).pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await launch();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (entry) => entry.type() === "error" && complaints.push(entry.text()));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return {
        page,
        takeComplaints: () => complaints.splice(0),
        [Symbol.asyncDispose]: async () => {
            await browser.close();
            server.close();
            await rm(outDir, { recursive: true, force: true });
        },
    };
}

function launch(): Promise<Browser> {
    return chromium.launch({
        executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
        args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
}
