import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ReadyLine } from "@valise/homeserver";
import { configuredAgencies } from "./configuredAgencies.ts";
import { createDemoKeyring, lacksSessionBus } from "./electron/demoKeyring.ts";
import { endOrphan, forgetGroup, rememberGroup } from "./electron/endOrphan.ts";
import { run } from "./electron/run.ts";
import { type ElectronRuntime, ensureElectron, formatElectronFailure } from "./ensureElectron.ts";

const electronFolder = join(import.meta.dirname, "../electron");
const pageFile = join(import.meta.dirname, "../apps/desktop/dist/index.html");

export interface OpenAppOptions {
    readonly ready: Pick<ReadyLine, "agencies" | "caFile" | "trust" | "web">;
    /** Keeps the app's configuration and profile beside the homeservers' data. */
    readonly dataDir: string;
    readonly exerciseUrl: string | null;
    readonly say: Say;
}
type Say = (line: string) => void;

/**
 * Opens the desktop app on the running homeservers; disposing closes it. Where it cannot run (no display, no Electron)
 * it says why, and where a browser finds the app.
 */
export async function openApp({
    ready,
    dataDir,
    exerciseUrl,
    say,
}: OpenAppOptions): Promise<AsyncDisposable | undefined> {
    const sayAddress = () => say(ready.web === null ? "The app is not built." : `Open ${ready.web} in a browser.`);
    if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
        say("There is no display for the desktop app.");
        sayAddress();
        return undefined;
    }
    const electron = await ensureElectron({ say });
    const built = await run(process.execPath, [join(electronFolder, "build.ts")]);
    if (!electron.ok || built.exitCode !== 0 || !existsSync(pageFile)) {
        if (!electron.ok) say(formatElectronFailure(electron.error));
        else if (built.exitCode !== 0) say(`The desktop shell could not be built:\n${built.stderr.slice(-2000)}`);
        sayAddress();
        return undefined;
    }
    const folder = resolve(dataDir, "desktop");
    const groupFile = join(folder, "app.group");
    await endOrphan(groupFile, join(folder, "profile"));
    const child = startElectron(electron.value, writeConfig(ready, exerciseUrl, folder), folder, say);
    if (child.pid !== undefined) rememberGroup(groupFile, child.pid);
    say("The app opens. It keeps its key in this system's keystore and says so if there is none.");
    return {
        async [Symbol.asyncDispose]() {
            await endElectron(child);
            forgetGroup(groupFile);
        },
    };
}

/** The same file that an administrator would write to /etc/valise/config.json. */
function writeConfig(ready: OpenAppOptions["ready"], exerciseUrl: string | null, folder: string): string {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, "config.json");
    const config = {
        version: 1,
        agencies: configuredAgencies(ready),
        trust: ready.trust,
        caFile: ready.caFile,
        ...(exerciseUrl !== null && { exerciseUrl }),
    };
    writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 });
    return file;
}

function startElectron(electron: ElectronRuntime, config: string, folder: string, say: Say): ChildProcess {
    const isRoot = process.getuid?.() === 0;
    if (isRoot) say("As root the app runs without the system's sandbox (--no-sandbox); an ordinary user has it.");
    const keyring = lacksSessionBus() ? createDemoKeyring(folder) : null;
    if (keyring !== null) say(`This session has no keystore; the demonstration keeps one of its own in ${folder}.`);
    const [command = "", ...args] = [
        ...(keyring?.wrapper ?? []),
        electron.executablePath,
        electronFolder,
        `--user-data-dir=${join(folder, "profile")}`,
        `--config=${config}`,
        ...(isRoot ? ["--no-sandbox"] : []),
    ];
    // A process group of its own: what was started around the app ends with it.
    const child = spawn(command, args, {
        env: keyring?.env ?? process.env,
        stdio: ["ignore", "ignore", "pipe"],
        detached: true,
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        // Chromium is talkative; what our own main process says begins with its name.
        for (const line of text.split("\n")) if (line.startsWith("valise:")) say(line);
    });
    child.once("error", (error) => say(`Electron could not be started: ${error.message}`));
    return child;
}

async function endElectron(child: ChildProcess): Promise<void> {
    const { pid } = child;
    if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    process.kill(-pid, "SIGTERM");
    const forced = setTimeout(() => process.kill(-pid, "SIGKILL"), 5_000);
    await ended;
    clearTimeout(forced);
}
