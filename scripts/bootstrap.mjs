// Plain JavaScript for any Node >= 20: installs the project's packages when they are missing or the lockfile changed,
// then runs a script of the project under the Node 24 that they bring.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const modules = join(root, "node_modules");
const marker = join(modules, ".valise-lock");

/**
 * Says on stderr what it does: stdout belongs to the script. Not `npm ci`, which demands an entry for the binary of every
 * platform, also of those that a registry does not serve; versions and hashes are the lockfile's all the same.
 */
function ensurePackages() {
    const hash = createHash("sha256")
        .update(readFileSync(join(root, "package-lock.json")))
        .digest("hex");
    if (existsSync(marker) && readFileSync(marker, "utf8") === hash) return;
    console.error("Valise: installing the project's packages (about a minute, once)…");
    const { status } = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: root,
        stdio: ["ignore", 2, 2],
    });
    if (status !== 0) {
        console.error("Valise: npm install failed. Check that the package registry can be reached, then try again.");
        process.exit(1);
    }
    writeFileSync(marker, hash);
}

/**
 * Runs `script` (relative to the project) under Node 24 and ends with its exit code; signals are passed on. With `leash`
 * the script has an IPC channel to this process, whose closing tells it that its starter is gone, however it died.
 */
export function runUnderProjectNode(script, args, { leash = false } = {}) {
    const [major = 0] = process.versions.node.split(".").map(Number);
    if (major < 20) {
        console.error(`Valise: Node ${process.versions.node} is too old; it needs Node 20 or newer.`);
        process.exit(1);
    }
    ensurePackages();
    const bin = join(modules, ".bin");
    const child = spawn(join(bin, "node"), [join(root, script), ...args], {
        cwd: root,
        stdio: leash ? ["inherit", "inherit", "inherit", "ipc"] : "inherit",
        env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` },
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    if (leash) endWithNpm(child);
    child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

/**
 * npm passes SIGINT and SIGTERM on, but when npm itself is killed nobody tells us. Only under npm: a shell that started us
 * in the background may well end before us.
 */
function endWithNpm(child) {
    if (process.env.npm_lifecycle_event === undefined) return;
    const starters = listStarters();
    setInterval(() => {
        if (listStarters() !== starters) child.kill("SIGTERM");
    }, 500).unref();
}

/** Our parent and its parent: npm runs scripts through a shell, which may stay in between and outlive npm. */
function listStarters() {
    try {
        const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
        return `${process.ppid} ${stat.slice(stat.lastIndexOf(")")).split(" ")[2]}`;
    } catch {
        return `${process.ppid}`;
    }
}
