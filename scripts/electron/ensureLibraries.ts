import { join } from "node:path";
import { err, ok, type Result } from "@valise/base";
import { run } from "./run.ts";

export interface LibrariesMissing {
    readonly kind: "libraries-missing";
    readonly libraries: readonly string[];
    /** The command that an administrator runs on Debian or Ubuntu. */
    readonly command: string;
}

const debianPackages = [
    "unzip",
    "xvfb",
    "xauth",
    "libgtk-3-0",
    "libnss3",
    "libasound2",
    "libgbm1",
    "libxss1",
    "libsecret-1-0",
    "libnotify4",
    "libxtst6",
];

/** Looks for the shared libraries that this Electron needs; on Debian as root it installs what is missing. */
export async function ensureLibraries(
    electronFolder: string,
    say: (line: string) => void,
): Promise<Result<void, LibrariesMissing>> {
    if (process.platform !== "linux") return ok();
    if ((await missingLibraries(electronFolder)).length === 0) return ok();
    if (process.getuid?.() === 0) await installPackages(say);
    const libraries = await missingLibraries(electronFolder);
    if (libraries.length === 0) return ok();
    return err({ kind: "libraries-missing", libraries, command: `apt-get install -y ${debianPackages.join(" ")}` });
}

/** Installs the Debian packages of Electron's libraries, as root; says what it does. A failure shows in what is missing. */
export async function installPackages(say: (line: string) => void): Promise<void> {
    say("installing the libraries that Electron needs (apt-get)");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const install = () => run("apt-get", ["install", "-y", "-qq", ...debianPackages], { env });
    if ((await install()).exitCode === 0) return;
    await run("apt-get", ["update", "-qq"], { env });
    await install();
}

async function missingLibraries(electronFolder: string): Promise<readonly string[]> {
    const env = { ...process.env, LD_LIBRARY_PATH: electronFolder };
    const { stdout } = await run("ldd", [join(electronFolder, "electron")], { env });
    return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? "");
}
