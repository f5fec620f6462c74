#!/usr/bin/env node
// Plain JavaScript for any Node: runs the command under the Node 24 that the project brings.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const script = resolve(dirname(fileURLToPath(import.meta.url)), "../src/main.ts");
const [major = 0] = process.versions.node.split(".").map(Number);

/** The `node` package's own binary, wherever npm has put it. */
function projectNode() {
    try {
        const folder = dirname(createRequire(import.meta.url).resolve("node/package.json"));
        const found = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
        return existsSync(found) ? found : null;
    } catch {
        return null;
    }
}

if (major >= 24) {
    await import(script);
} else {
    const node = projectNode();
    if (node === null) {
        console.error("valise: Node 24 or newer is needed. Run `npm start` once, which installs it for the project.");
        process.exit(1);
    }
    const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
