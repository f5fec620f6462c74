import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { AppWindow } from "./AppWindow.ts";

const built = resolve(import.meta.dirname, "../../../apps/desktop/dist");
const gzipKiB = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length / 1024;

/** JavaScript that the page has loaded so far, in KiB of gzip. The build holds the worker's bar. */
export async function readPageScripts(app: AppWindow): Promise<number> {
    const names = await app.page.evaluate(() =>
        performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
    );
    const scripts = new Set(names.filter((name) => name.startsWith("/assets/") && name.endsWith(".js")));
    if (scripts.size === 0) throw new Error("the page loaded no script: it is not read correctly");
    return [...scripts].reduce((total, path) => total + gzipKiB(join(built, path)), 0);
}
