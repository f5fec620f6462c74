/**
 * `npm run package`: builds shell and page and makes the unpacked app, the deb and the AppImage in `electron/out`.
 * `npm run package -- dir deb` makes the named ones; `--page FOLDER` takes a page that is built already, `--out FOLDER`
 * another place.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build, Platform } from "electron-builder";
import { builderConfig } from "./builderConfig.ts";
import { findOfflineTools } from "./findOfflineTools.ts";
import { run } from "./run.ts";
import { stageApp } from "./stageApp.ts";

const root = join(import.meta.dirname, "../..");
const say = (line: string) => process.stderr.write(`${line}\n`);
const targetNames: Readonly<Record<string, string>> = { dir: "dir", deb: "deb", appimage: "AppImage" };

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        page: { type: "string" },
        out: { type: "string", default: join(root, "electron/out") },
    },
});
const asked = positionals.length === 0 ? ["dir", "deb", "appimage"] : positionals;
const unknown = asked.filter((name) => targetNames[name] === undefined);
if (unknown.length > 0) {
    say(`package: no target is called ${unknown.join(", ")}; there are ${Object.keys(targetNames).join(", ")}`);
    process.exit(2);
}
const targets = asked.map((name) => targetNames[name] ?? "dir");

const page = resolve(values.page ?? join(root, "apps/desktop/dist"));
if (values.page === undefined) {
    say("building the page");
    await run("npm", ["run", "build", "-w", "@valise/desktop"], { cwd: root });
}
if (!existsSync(join(page, "index.html"))) {
    say(`package: there is no built page in ${page}`);
    process.exit(2);
}
await run(process.execPath, [join(root, "electron/build.ts")]);

const executable = await run(process.execPath, [join(root, "scripts/ensureElectron.ts")]);
const electronFolder = dirname(executable);
const electronVersion = (await readFile(join(electronFolder, "version"), "utf8")).trim().replace(/^v/, "");
const { devDependencies } = JSON.parse(await readFile(join(root, "electron/package.json"), "utf8"));
const isTestBuild = electronVersion !== devDependencies.electron;
if (isTestBuild) say(`built from Electron ${electronVersion}, a runtime for tests: what comes out is never a release`);

const out = resolve(values.out);
const appFolder = join(out, "app");
await stageApp(appFolder, page);
// An ordinary Electron means that downloads work here, and electron-builder's own tools are used.
if (isTestBuild) Object.assign(process.env, await findOfflineTools(join(out, "tools"), targets));

const artefacts = await build({
    targets: Platform.LINUX.createTarget(targets),
    projectDir: join(root, "electron"),
    config: builderConfig({ appFolder, outputFolder: out, electronFolder, electronVersion, isTestBuild }),
    publish: "never",
});
process.stdout.write(`${join(out, "linux-unpacked")}\n`);
for (const artefact of artefacts) process.stdout.write(`${artefact}\n`);
