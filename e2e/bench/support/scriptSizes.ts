import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { AppWindow } from "./AppWindow.ts";

const built = resolve(import.meta.dirname, "../../../apps/desktop/dist");
const gzipKiB = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length / 1024;

/** JavaScript, gzip: what the page has loaded so far, and all of the worker's (WebAssembly apart). */
export async function readScriptSizes(app: AppWindow): Promise<{ pageKiB: number; workerKiB: number }> {
    const names = await app.page.evaluate(() =>
        performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
    );
    const page = new Set(names.filter((name) => name.startsWith("/assets/") && name.endsWith(".js")));
    if (page.size === 0) throw new Error("the page loaded no script: it is not read correctly");
    const worker = readdirSync(join(built, "worker")).filter((name) => name.endsWith(".js"));
    const sum = (paths: readonly string[]) => paths.reduce((total, path) => total + gzipKiB(join(built, path)), 0);
    return { pageKiB: sum([...page]), workerKiB: sum(worker.map((name) => `worker/${name}`)) };
}
