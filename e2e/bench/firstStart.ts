import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Benchmark } from "./benchmark.ts";

const root = resolve(import.meta.dirname, "../..");

/** A fresh clone of the last commit, with nothing installed: packages, Synapse, page, servers, people, clearances. */
export const firstStart: Benchmark = {
    name: "first-start",
    what: "`npm start -- --headless --json` in a new clone, from the command to its one line",
    async run() {
        const folder = mkdtempSync(join(tmpdir(), "valise-first-start-"));
        try {
            execFileSync("git", ["clone", "--quiet", root, folder]);
            return [
                { measure: "the first time", value: await startMs(folder), unit: "ms", bar: 300_000 },
                { measure: "the second time", value: await startMs(folder), unit: "ms", bar: 40_000 },
            ];
        } finally {
            rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
        }
    },
};

async function startMs(folder: string): Promise<number> {
    const begunMs = performance.now();
    const child = spawn("npm", ["start", "--silent", "--", "--headless", "--json"], {
        cwd: folder,
        env: asIfNew(),
        stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    const lines = createInterface({ input: child.stdout });
    const [line] = await Promise.race([once(lines, "line"), ended]);
    const tookMs = performance.now() - begunMs;
    child.kill("SIGINT");
    await ended;
    if (typeof line !== "string") throw new Error(`npm start ended with ${line} before its line`);
    return tookMs;
}

/** Without what this run of npm has put there: the machine's own Node, and no folder that is shared. */
function asIfNew(): NodeJS.ProcessEnv {
    const ours = Object.entries(process.env).filter(([name]) => !/^(npm_|VALISE_|NODE)/i.test(name));
    const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
    return { ...Object.fromEntries(ours), PATH: path.join(delimiter) };
}
