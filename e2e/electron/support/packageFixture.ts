import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { Display } from "./createDisplay.ts";
import type { Stage } from "./createStage.ts";
import { describeLaunch, type LaunchOptions } from "./launchApp.ts";

const root = resolve(import.meta.dirname, "../../..");

/** Runs `npm run package` around the small page, into a folder of the test. */
export function packageFixture(
    out: string,
    targets: readonly string[],
): { unpacked: string; artefacts: readonly string[] } {
    const page = resolve(import.meta.dirname, "../fixture");
    const said = execFileSync("node", ["electron/packaging/package.ts", ...targets, "--page", page, "--out", out], {
        cwd: root,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = said.split("\n").filter((line) => line.startsWith(out));
    return { unpacked: join(out, "linux-unpacked"), artefacts: lines.slice(1) };
}

/** A start of the packaged app, whose executable is the app: no folder is named to it. */
export function describePackaged(stage: Stage, display: Display, unpacked: string, options: LaunchOptions) {
    return describeLaunch(stage, display, { ...options, program: join(unpacked, "valise") });
}
