import { execFileSync, spawnSync } from "node:child_process";
import {
    chmodSync,
    chownSync,
    cpSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");
/** `nobody`: an account that every Linux has (a session bus wants one) and that owns nothing. */
const strangerUid = 65_534;

/** What the app runs from in these tests: readable by an ordinary user, as an installation is, and written by none. */
export interface Stage extends Disposable {
    readonly folder: string;
    readonly uid: number;
    readonly electronFolder: string;
    readonly appFolder: string;
    readonly fixtureFolder: string;
    /** A fresh folder that belongs to the user of the test. */
    makeFolder(name: string): string;
    /** A file that the user of the test can read. */
    writeFile(name: string, text: string): string;
    /** Processes of this stage that are still there, by command line. */
    leftovers(): readonly string[];
}

/** Builds main and preload, finds Electron, and lays both out. */
export function createStage(): Stage {
    const electron = execFileSync("node", ["scripts/ensureElectron.ts"], { cwd: root, encoding: "utf8" }).trim();
    execFileSync("node", ["build.ts"], { cwd: join(root, "electron"), stdio: "inherit" });
    const folder = mkdtempSync(join(tmpdir(), "valise-shell-"));
    chmodSync(folder, 0o755);
    const uid = process.getuid?.() === 0 ? strangerUid : (process.getuid?.() ?? 0);
    const electronFolder = join(folder, "electron");
    // Hard links where the disk allows: the runtime has 250 MB.
    if (spawnSync("cp", ["-al", dirname(electron), electronFolder]).status !== 0)
        cpSync(dirname(electron), electronFolder, { recursive: true });
    const appFolder = join(folder, "app");
    mkdirSync(appFolder);
    cpSync(join(root, "electron/dist"), join(appFolder, "dist"), { recursive: true });
    cpSync(join(root, "electron/package.json"), join(appFolder, "package.json"));
    const fixtureFolder = join(folder, "fixture");
    cpSync(resolve(import.meta.dirname, "../fixture"), fixtureFolder, { recursive: true });
    const support = join(folder, "support");
    cpSync(import.meta.dirname, support, { recursive: true });

    const own = (path: string) => {
        chownSync(path, uid, uid);
        return path;
    };
    return {
        folder,
        uid,
        electronFolder,
        appFolder,
        fixtureFolder,
        makeFolder(name) {
            mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
            return own(join(folder, name));
        },
        writeFile(name, text) {
            writeFileSync(join(folder, name), text, { mode: 0o600 });
            return own(join(folder, name));
        },
        leftovers: () => processesNaming(folder),
        [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
    };
}

function processesNaming(folder: string): readonly string[] {
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
        .map(commandLineOf)
        .filter((line) => line.includes(folder));
}

function commandLineOf(pid: string): string {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    } catch {
        return "";
    }
}
