import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultRuntimeDir, waitForLock } from "@valise/homeserver";

const root = join(import.meta.dirname, "..");
const app = join(root, "apps/desktop");
export const webFolder = join(app, "dist");
const stampFile = join(webFolder, ".built-from");

export type WebBuild =
    | { readonly kind: "built" | "current" | "no-app" }
    | { readonly kind: "failed"; readonly detail: string };

/** Builds the web app when a source, a package's source or the lockfile changed since the last build. */
export async function ensureWebBuild(): Promise<WebBuild> {
    if (!existsSync(join(app, "index.html"))) return { kind: "no-app" };
    // Two builds at once would empty the folder under each other.
    const lock = await waitForLock(join(defaultRuntimeDir(), "web-build.lock"), 120_000);
    if (!lock.ok) return { kind: "failed", detail: `process ${lock.error.by.pid} has been building for two minutes` };
    using _held = lock.value;
    const stamp = stampSources();
    if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return { kind: "current" };
    const detail = await runVite();
    if (detail !== undefined) return { kind: "failed", detail };
    writeFileSync(stampFile, stamp);
    return { kind: "built" };
}

/** Names, sizes and times, not content: the question is asked at every start. */
function stampSources(): string {
    const packages = readdirSync(join(root, "packages")).map((name) => join(root, "packages", name, "src"));
    const hash = createHash("sha256");
    const own = ["src", "public", "index.html", "vite.config.ts", "package.json"].map((name) => join(app, name));
    for (const path of [...packages, ...own, join(root, "package-lock.json")].flatMap(listFiles)) {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path.slice(root.length)}\0${size}\0${mtimeMs}\n`);
    }
    return hash.digest("hex");
}

function listFiles(path: string): string[] {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    if (stats.isFile()) return [path];
    return readdirSync(path)
        .sort()
        .flatMap((name) => listFiles(join(path, name)));
}

/** Undefined when it worked, else what vite said last. */
function runVite(): Promise<string | undefined> {
    return new Promise((resolve) => {
        const vite = join(root, "node_modules/vite/bin/vite.js");
        const child = spawn(process.execPath, [vite, "build", app, "--logLevel", "error"], {
            stdio: ["ignore", "pipe", "pipe"],
            // Whoever asks: a test's own NODE_ENV would put React's development build into the app.
            env: { ...process.env, NODE_ENV: "production" },
        });
        let said = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => {
                said = (said + text).slice(-4000);
            });
        }
        child.once("error", (error) => resolve(error.message));
        child.once("close", (code) => resolve(code === 0 ? undefined : said.trim()));
    });
}
