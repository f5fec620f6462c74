import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeLaunch } from "./support/launchApp.ts";
import { expect, test } from "./support/shellTest.ts";

test("D18 a second start on the same profile hands over and ends; another profile is its own", async ({
    launch,
    stage,
    display,
}) => {
    const first = await launch({ profile: "one" });
    const other = await launch({ profile: "two" });
    expect(await other.electron.windows()).toHaveLength(1);
    await first.electron.evaluate(({ BrowserWindow, app }) => {
        BrowserWindow.getAllWindows()[0]?.minimize();
        app.on("second-instance", () => Object.assign(globalThis, { wasHandedOver: true }));
    });
    const { executablePath, args, env } = describeLaunch(stage, display, { profile: "one", keyring: "none" });
    const second = spawn(executablePath, args, { env, stdio: "ignore" });
    expect(await new Promise((done) => second.once("exit", done))).toBe(0);
    await expect
        .poll(() => first.electron.evaluate(() => (globalThis as unknown as { wasHandedOver?: boolean }).wasHandedOver))
        .toBe(true);
    expect(await first.electron.windows()).toHaveLength(1);
});

test("the window comes back where it was left, and in reach when what was kept is nonsense", async ({ launch }) => {
    const left = { x: 40, y: 30, width: 900, height: 600 };
    const first = await launch({ profile: "place" });
    await first.electron.evaluate(
        ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
        left,
    );
    await first.close();
    const file = join(first.profileFolder, "window-state.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ version: 1, bounds: left, isMaximized: false });

    const second = await launch({ profile: "place" });
    const boundsNow = (app: typeof second) =>
        app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
    expect(await boundsNow(second)).toEqual(left);
    await second.close();

    writeFileSync(file, '{"version":1,"bounds":{"x":90000,"y":0,"width":1,"height":1},"isMaximized":"x"}');
    expect(await boundsNow(await launch({ profile: "place" }))).toMatchObject({ width: 1280, height: 800 });
});

test("a page whose process dies comes back by itself", async ({ launch }) => {
    const { electron, page } = await launch({ profile: "crash" });
    await page.evaluate(() => Object.assign(window, { isBefore: true }));
    await electron.evaluate(async ({ webContents }) => {
        const [contents] = webContents.getAllWebContents();
        const isLoaded = new Promise((done) => contents?.once("did-finish-load", () => done(undefined)));
        contents?.forcefullyCrashRenderer();
        await isLoaded;
    });
    const state = () =>
        electron.evaluate(({ webContents }) =>
            webContents
                .getAllWebContents()[0]
                ?.executeJavaScript("[window.isBefore, document.querySelector('#state')?.dataset.ready].join()"),
        );
    await expect.poll(state, { timeout: 30_000 }).toBe(",true");
});
