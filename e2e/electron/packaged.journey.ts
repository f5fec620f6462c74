import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { type LaunchOptions, launchApp } from "./support/launchApp.ts";
import { describePackaged, packageFixture } from "./support/packageFixture.ts";
import { test as base, expect } from "./support/shellTest.ts";

/** The shipped artefact, with the small page in it: what is tested here is the program around the page. */
const test = base.extend<object, { unpacked: string }>({
    unpacked: [
        async ({ stage }, use) => {
            await use(packageFixture(join(stage.folder, "package"), ["dir"]).unpacked);
        },
        { scope: "worker", timeout: 180_000 },
    ],
});

test("D20 every fuse of the artefact is set, read by the independent tool", ({ unpacked }) => {
    const said = execFileSync("npx", ["electron-fuses", "read", "--app", join(unpacked, "valise")], {
        encoding: "utf8",
        env: { ...process.env, FORCE_COLOR: "0" },
    });
    const fuses = Object.fromEntries([...said.matchAll(/^\s+(\w+) is (\w+)/gm)].map((line) => [line[1], line[2]]));
    expect(fuses).toMatchObject({
        RunAsNode: "Disabled",
        EnableCookieEncryption: "Enabled",
        EnableNodeOptionsEnvironmentVariable: "Disabled",
        EnableNodeCliInspectArguments: "Disabled",
        EnableEmbeddedAsarIntegrityValidation: "Enabled",
        OnlyLoadAppFromAsar: "Enabled",
        LoadBrowserProcessSpecificV8Snapshot: "Disabled",
        GrantFileProtocolExtraPrivileges: "Disabled",
    });
});

test("the artefact holds two bundles and the page, and no source, package or default app", ({ unpacked }) => {
    const asar = execFileSync("npx", ["asar", "list", join(unpacked, "resources", "app.asar")], { encoding: "utf8" });
    expect(asar).not.toMatch(/node_modules|\.ts$|\.map$|\.test\./m);
    expect(asar).toContain("/dist/main.cjs");
    expect(existsSync(join(unpacked, "resources", "default_app.asar"))).toBe(false);
    expect(readFileSync(join(unpacked, "resources", "app.asar"), "utf8")).not.toContain(process.cwd());
});

test("D16 it does not start with a switch that Chromium or Node would obey", ({ unpacked, stage, display }) => {
    test.setTimeout(120_000);
    const { executablePath, env, args } = describePackaged(stage, display, unpacked, { keyring: "none" });
    for (const dangerous of [
        ...["--remote-debugging-port=0", "--inspect=0", "--load-extension=/x", "--proxy-server=evil.example:1"],
        ...["--host-rules=MAP * 127.0.0.1", "--js-flags=--expose-gc", "--disable-web-security", "--no-sandbox"],
        ...["--ignore-certificate-errors", "--ssl-key-log-file=/tmp/x", "--password-store=basic"],
    ]) {
        const ended = spawnSync(executablePath, [...args, dangerous], { env, encoding: "utf8", timeout: 20_000 });
        expect(`${dangerous} ${ended.status}`).toBe(`${dangerous} 2`);
        expect(ended.stderr).toContain("valise: refused on the command line");
        expect(ended.stderr).not.toMatch(/listening on/i);
    }
});

test("D16 D19 the environment and a folder beside the archive change nothing of what runs", async ({
    unpacked,
    stage,
    display,
}) => {
    const folder = join(stage.folder, "beside");
    cpSync(unpacked, folder, { recursive: true });
    const mark = join(stage.makeFolder("marks"), "ran");
    mkdirSync(join(folder, "resources", "app"));
    const intruder = `require("fs").appendFileSync(${JSON.stringify(mark)}, "x"); require("electron").app.exit(0)`;
    writeFileSync(join(folder, "resources", "app", "index.js"), intruder);
    writeFileSync(join(folder, "resources", "app", "package.json"), '{"name":"x","main":"index.js"}');
    const required = stage.writeFile("required.js", `require("fs").appendFileSync(${JSON.stringify(mark)}, "y")`);
    const { executablePath, env, args } = describePackaged(stage, display, folder, {
        profile: "beside",
        env: { NODE_OPTIONS: `--require ${required}`, ELECTRON_RUN_AS_NODE: "1" },
    });
    const child = spawn(executablePath, args, { env, stdio: "ignore", detached: true });
    const running = () => stage.leftovers().filter((line) => line.includes("--type=renderer"));
    await expect.poll(() => running().length, { timeout: 20_000 }).toBe(1);
    expect(stage.leftovers().filter((line) => line.includes("--no-sandbox"))).toEqual([]);
    expect(existsSync(mark)).toBe(false);
    process.kill(-(child.pid ?? 0), "SIGTERM");
    await expect.poll(() => running().length, { timeout: 10_000 }).toBe(0);
});

test("a copy whose inspect fuse alone was set for this test shows the page, with developer tools off", async ({
    unpacked,
    stage,
    display,
}) => {
    const folder = join(stage.folder, "inspectable");
    cpSync(unpacked, folder, { recursive: true });
    await flipFuses(join(folder, "valise"), {
        version: FuseVersion.V1,
        [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    const options: LaunchOptions = { profile: "inspectable", program: join(folder, "valise") };
    await using app = await launchApp(stage, display, options);
    await expect(app.page.locator("#state")).toHaveText("keystore");
    const facts = await app.electron.evaluate(({ app: electronApp, webContents }) => {
        const [contents] = webContents.getAllWebContents();
        contents?.openDevTools();
        return { isPackaged: electronApp.isPackaged, hasDevTools: contents?.isDevToolsOpened() };
    });
    expect(facts).toEqual({ isPackaged: true, hasDevTools: false });
});
