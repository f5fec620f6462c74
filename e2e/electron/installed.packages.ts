import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LaunchOptions } from "./support/launchApp.ts";
import { describeLaunch } from "./support/launchApp.ts";
import { packageFixture } from "./support/packageFixture.ts";
import { test as base, expect } from "./support/shellTest.ts";

interface Packages {
    readonly deb: string;
    readonly appImage: string;
}
const test = base.extend<
    { showsWindow: (program: string, options: LaunchOptions) => Promise<void> },
    { packages: Packages }
>({
    packages: [
        async ({ stage }, use) => {
            const { artefacts } = packageFixture(join(stage.folder, "package"), ["deb", "appimage"]);
            const ending = (end: string) => artefacts.find((path) => path.endsWith(end)) ?? "";
            await use({ deb: ending(".deb"), appImage: ending(".AppImage") });
        },
        { scope: "worker", timeout: 400_000 },
    ],
    /** Starts a program as an ordinary user until its window is on the screen, and ends it. */
    showsWindow: async ({ stage, display }, use) => {
        await use(async (program, options) => {
            const { executablePath, args, env } = describeLaunch(stage, display, { ...options, program });
            const child = spawn(executablePath, args, { env, stdio: "ignore", detached: true });
            const windows = () =>
                spawnSync("xdotool", ["search", "--onlyvisible", "--name", "^Valise$"], {
                    env: { ...process.env, DISPLAY: display.name },
                    encoding: "utf8",
                }).stdout.trim();
            try {
                await expect.poll(windows, { timeout: 30_000 }).not.toBe("");
            } finally {
                process.kill(-(child.pid ?? 0), "SIGTERM");
            }
            await expect.poll(windows, { timeout: 10_000 }).toBe("");
        });
    },
});
test.describe.configure({ timeout: 500_000 });

const isInstalled = () => spawnSync("dpkg", ["-s", "valise"], { encoding: "utf8" }).stdout.includes("ok installed");

test("the deb installs, starts, and leaves nothing when removed", async ({ packages, showsWindow }) => {
    expect(isInstalled(), "valise is installed on this machine already; remove it first").toBe(false);
    try {
        execFileSync("dpkg", ["-i", packages.deb], { stdio: "pipe" });
        expect(statSync("/opt/Valise").uid).toBe(0);
        expect(statSync("/opt/Valise/resources/app.asar").mode & 0o022).toBe(0);
        expect(readFileSync("/opt/Valise/LICENSE", "utf8")).toContain("EUROPEAN UNION PUBLIC LICENCE");
        expect(readFileSync("/usr/share/applications/valise.desktop", "utf8")).not.toContain("--no-sandbox");
        await showsWindow("/usr/bin/valise", { profile: "installed" });
    } finally {
        spawnSync("dpkg", ["-P", "valise"]);
    }
    expect(isInstalled()).toBe(false);
    for (const path of ["/opt/Valise", "/usr/bin/valise", "/usr/share/applications/valise.desktop"])
        expect(existsSync(path)).toBe(false);
});

test("the AppImage starts", async ({ packages, showsWindow, stage }) => {
    execFileSync(packages.appImage, ["--appimage-extract"], { cwd: stage.folder, stdio: "pipe" });
    const licence = readFileSync(join(stage.folder, "squashfs-root", "LICENSE"), "utf8");
    expect(licence).toContain("EUROPEAN UNION PUBLIC LICENCE");
    execFileSync("chmod", ["-R", "a+rX", join(stage.folder, "squashfs-root")]);
    await showsWindow(join(stage.folder, "squashfs-root", "AppRun"), { profile: "appimage" });
});
