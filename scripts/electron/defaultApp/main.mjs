// What `electron PATH` runs in the test runtime, whose package left out Electron's own default app.
// An ES module with a top-level await: the "ready" event then waits until the app's code has been loaded.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron/main";

const args = process.argv.slice(1);
if (args.includes("-v") || args.includes("--version")) {
    process.stdout.write(`v${process.versions.electron}\n`);
    process.exit(0);
}
const require = createRequire(import.meta.url);
let target;
for (let at = 0; at < args.length && target === undefined; at += 1) {
    if (args[at] === "-r" || args[at] === "--require") {
        at += 1;
        require(resolve(args[at]));
    } else if (!args[at].startsWith("-")) target = resolve(args[at]);
}
if (target === undefined) {
    process.stderr.write("Usage: electron [options] PATH\n");
    process.exit(2);
}
Object.defineProperty(process, "defaultApp", { value: true, enumerable: true });
const manifest = join(target, "package.json");
if (existsSync(manifest)) {
    const { name, productName, version } = JSON.parse(readFileSync(manifest, "utf8"));
    if (version !== undefined) app.setVersion(version);
    if (productName !== undefined || name !== undefined) app.name = productName ?? name;
    app.setAppPath(target);
} else app.setAppPath(dirname(target));
await import(pathToFileURL(require.resolve(target)).href);
