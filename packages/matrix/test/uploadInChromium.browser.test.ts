import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type Rollup } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type SlowServer, startSlowServer } from "../src/http/testing/slowServer.ts";
import type { UploadNews } from "./uploadWorker/uploadWorker.ts";

const policy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self' http://127.0.0.1:*";
/** More than the sockets of both sides hold. */
const bytes = 16 * 1024 * 1024;
let web: Server;
let browser: Browser;
let page: Page;
let server: SlowServer;

async function bundle(): Promise<string> {
    const lib = { entry: join(import.meta.dirname, "uploadWorker/uploadWorker.ts"), formats: ["es" as const] };
    const built = await build({ configFile: false, logLevel: "error", build: { lib, write: false, target: "esnext" } });
    const [output] = built as Rollup.RollupOutput[];
    return output?.output[0].code ?? "";
}

/** A worker of the page, under the app's policy; what it says is kept. */
async function openWorker() {
    const worker = await page.evaluateHandle(() => {
        const made = new Worker("/worker.js", { type: "module" });
        const news: UploadNews[] = [];
        made.onmessage = ({ data }) => news.push(data);
        return { made, news };
    });
    return {
        news: () => worker.evaluate(({ news }) => news),
        tell: (order: object | string) => worker.evaluate(({ made }, data) => made.postMessage(data), order),
    };
}

const sentIn = (news: readonly UploadNews[]) => news.flatMap((item) => (item.kind === "sent" ? [item.bytes] : []));

describe("an upload in a worker of Chromium", () => {
    beforeAll(async () => {
        const script = await bundle();
        web = createServer((request, response) => {
            const isScript = request.url === "/worker.js";
            response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
            response.setHeader("content-security-policy", policy);
            response.end(isScript ? script : "<!doctype html>");
        });
        await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
        const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
        browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    }, 60_000);
    afterAll(async () => {
        await browser?.close();
        web?.close();
    });
    beforeEach(async () => {
        server = await startSlowServer();
        page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${(web.address() as AddressInfo).port}/`);
    });
    afterEach(async () => {
        await page?.close();
        await server?.[Symbol.asyncDispose]();
    });

    it("tells how far it is while the server takes it, and what the server answered", async () => {
        const worker = await openWorker();
        await worker.tell({ address: `${server.origin}/`, bytes });
        const sent = async () => sentIn(await worker.news()).at(-1);
        await expect.poll(sent, { timeout: 30_000 }).toBeGreaterThan(0);
        expect(await sent()).toBeLessThan(bytes);
        server.take();
        await expect.poll(async () => (await worker.news()).at(-1)?.kind, { timeout: 30_000 }).toBe("answered");
        const body = JSON.stringify({ bytes, length: String(bytes) });
        expect((await worker.news()).at(-1)).toEqual({ kind: "answered", body, retryAfter: "7" });
        expect(await sent()).toBe(bytes);
    });

    it("ends when it is cancelled, and goes to no other place", async () => {
        const worker = await openWorker();
        await worker.tell({ address: `${server.origin}/`, bytes });
        await expect.poll(async () => sentIn(await worker.news()).length, { timeout: 30_000 }).toBeGreaterThan(0);
        await worker.tell("cancel");
        await expect.poll(async () => (await worker.news()).at(-1), { timeout: 30_000 }).toEqual({ kind: "failed" });

        const moved = await openWorker();
        server.take();
        await moved.tell({ address: `${server.origin}/moved`, bytes: 10 });
        await expect.poll(async () => (await moved.news()).at(-1), { timeout: 30_000 }).toEqual({ kind: "failed" });
    });
});
