import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { run } from "./run.ts";

const require = createRequire(import.meta.url);
const packageFolder = () => dirname(require.resolve("electron/package.json"));

/** The folder of the ordinary `electron` package's own binary, if it was downloaded and has the package's version. */
export async function findOrdinaryElectron(): Promise<{ folder: string; version: string } | null> {
    const wanted = JSON.parse(await readFile(join(packageFolder(), "package.json"), "utf8")) as { version: string };
    const folder = join(packageFolder(), "dist");
    const found = await readFile(join(folder, "version"), "utf8").catch(() => "");
    return found.trim().replace(/^v/, "") === wanted.version ? { folder, version: wanted.version } : null;
}

/** Where Electron's binaries come from, as the package's own installer decides it. */
const downloadHost = () =>
    process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? "https://github.com/";

/** Lets the package's own installer download its binary, if the host answers within `probeMs`. */
export async function downloadOrdinaryElectron(probeMs = 3_000, downloadMs = 180_000): Promise<boolean> {
    try {
        await fetch(downloadHost(), { method: "HEAD", signal: AbortSignal.timeout(probeMs) });
    } catch {
        return false;
    }
    const installed = await run(process.execPath, [join(packageFolder(), "install.js")], { timeoutMs: downloadMs });
    return installed.exitCode === 0;
}
