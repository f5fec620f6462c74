import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { chromium } from "@playwright/test";
import { build } from "vite";
import type { BareResult, BareTask } from "../bare/messages.ts";
import { ordinaryChromium } from "./ordinaryChromium.ts";

const types: Readonly<Record<string, string>> = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
};

export interface BareModule extends AsyncDisposable {
    /** In a new browser and a new store each time. Throws when an event could not be read. */
    decrypt(task: BareTask): Promise<BareResult>;
}

/** The crypto module alone, in the same browser as the app: the limit that the engine is held against. */
export async function startBareModule(): Promise<BareModule> {
    const folder = mkdtempSync(join(tmpdir(), "valise-bench-bare-"));
    await build({
        root: join(import.meta.dirname, "../bare"),
        logLevel: "error",
        build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, target: "chrome130" },
        worker: { format: "es" },
    });
    const server = await serveFolder(folder);
    return {
        decrypt: (task) => decryptIn(server.url, task),
        async [Symbol.asyncDispose]() {
            await server[Symbol.asyncDispose]();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

async function decryptIn(url: string, task: BareTask): Promise<BareResult> {
    const browser = await chromium.launch(ordinaryChromium);
    try {
        const page = await browser.newPage();
        await page.goto(url);
        await page.waitForFunction(() => typeof window.decryptBare === "function");
        const result = await page.evaluate((handed) => window.decryptBare(handed), task);
        if (result.failed > 0) throw new Error(`the bare module could not read ${result.failed} of ${result.count}`);
        return result;
    } finally {
        await browser.close();
    }
}

async function serveFolder(folder: string) {
    const server = createServer((request, response) => {
        const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
        const file = join(folder, path === "/" ? "index.html" : path);
        try {
            const bytes = readFileSync(file);
            response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(bytes);
        } catch {
            response.writeHead(404).end();
        }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        async [Symbol.asyncDispose]() {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
