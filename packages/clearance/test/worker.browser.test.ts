import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "playwright-core";
import { build, type Rolldown } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";

const PAGE = `<!doctype html><script type="module" src="/page.js"></script>`;
const SCRIPT = `const worker = new Worker("/worker.js", { type: "module" });
worker.onmessage = ({ data }) => { globalThis.outcome = data; };
worker.onerror = ({ message }) => { globalThis.outcome = { error: message }; };`;

let server: Server;
let browser: Browser;

async function bundledWorker(): Promise<string> {
    const entry = new URL("vectorWorker.ts", import.meta.url).pathname;
    const lib = { entry, formats: ["es" as const], fileName: "worker" };
    const output = await build({
        configFile: false,
        logLevel: "error",
        build: { write: false, lib, target: "es2023" },
    });
    const [first] = [output].flat() as Rolldown.RolldownOutput[];
    return first?.output[0].code ?? "";
}

beforeAll(async () => {
    const worker = await bundledWorker();
    const scripts: Record<string, string> = { "/page.js": SCRIPT, "/worker.js": worker };
    server = createServer(async (request, response) => {
        const path = request.url ?? "/";
        const policy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'";
        const vectors = /^\/vectors\/[a-z]+\.json$/.test(path);
        const type = vectors ? "application/json" : path === "/" ? "text/html" : "text/javascript";
        response.writeHead(200, { "content-type": type, "content-security-policy": policy });
        response.end(vectors ? await readFile(new URL(`..${path}`, import.meta.url)) : (scripts[path] ?? PAGE));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", ...quiet] });
});
afterAll(async () => {
    await browser.close();
    server.close();
});

it("every vector ends alike in a module worker, with WebCrypto and with noble", async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const handle = await page.waitForFunction(() => Reflect.get(globalThis, "outcome"), undefined, {
        timeout: 110_000,
    });
    const outcome = (await handle.jsonValue()) as Record<string, { run: number; failed: string[] } | string>;
    expect(outcome).toMatchObject({ chosen: "webcrypto", native: { failed: [] }, noble: { failed: [] } });
    expect(outcome.native).toEqual(outcome.noble);
    expect((outcome.native as { run: number }).run).toBeGreaterThan(290);
});
