import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run.ts";

/** The AppImage runtime that the crate `appimage` 0.4.0 carries; the hash pins what was seen. */
const appImageRuntime = {
    crate: "appimage",
    version: "0.4.0",
    file: "assets/runtime-x86_64",
    sha256: "328e0d745c5c6817048c27bc3e8314871703f8f47ffa81a37cb06cd95a94b323",
} as const;

/** Debian's package for each program that electron-builder would otherwise download. */
const programs = { "7za": "p7zip-full", mksquashfs: "squashfs-tools", "desktop-file-validate": "desktop-file-utils" };

/**
 * The environment with which electron-builder builds Linux packages without its own downloads: programs of the system,
 * a pinned AppImage runtime, and a stand-in for fpm. Throws with the command that installs what is missing.
 */
export async function findOfflineTools(folder: string, targets: readonly string[]): Promise<NodeJS.ProcessEnv> {
    const paths = await findPrograms();
    const env = {
        ELECTRON_BUILDER_OFFLINE: "1",
        ELECTRON_BUILDER_7ZIP_PATH: paths["7za"],
        CUSTOM_FPM_PATH: join(import.meta.dirname, "fpmDeb.mjs"),
    };
    if (!targets.includes("AppImage")) return env;
    await rm(folder, { recursive: true, force: true });
    for (const name of ["linux-x64", "lib/x64"]) await mkdir(join(folder, name), { recursive: true });
    for (const name of ["mksquashfs", "desktop-file-validate"] as const)
        await symlink(paths[name], join(folder, "linux-x64", name));
    const runtime = join(folder, "runtime-x64");
    await copyFile(await fetchAppImageRuntime(), runtime);
    await chmod(runtime, 0o755);
    return { ...env, APPIMAGE_TOOLS_PATH: folder };
}

async function findPrograms(): Promise<Record<keyof typeof programs, string>> {
    const look = () =>
        Promise.all(
            Object.keys(programs).map((name) =>
                run("sh", ["-c", `command -v ${name}`]).then(
                    (path) => [name, path] as const,
                    () => [name, null] as const,
                ),
            ),
        );
    const isMissing = (found: Awaited<ReturnType<typeof look>>) => found.some(([, path]) => path === null);
    let found = await look();
    const install = ["install", "-y", "-qq", ...Object.values(programs)];
    if (isMissing(found) && process.getuid?.() === 0) {
        await run("apt-get", install, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
        found = await look();
    }
    if (isMissing(found)) throw new Error(`Packaging needs more programs. As root: apt-get ${install.join(" ")}`);
    return Object.fromEntries(found) as Record<keyof typeof programs, string>;
}

/** Lets cargo fetch the crate, as a dependency of an empty one, and answers the runtime's path in cargo's own store. */
async function fetchAppImageRuntime(): Promise<string> {
    const work = await mkdtemp(join(tmpdir(), "valise-crate-"));
    try {
        await mkdir(join(work, "src"));
        await writeFile(join(work, "src", "lib.rs"), "");
        const dependency = `${appImageRuntime.crate} = "=${appImageRuntime.version}"`;
        await writeFile(
            join(work, "Cargo.toml"),
            `[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n${dependency}\n`,
        );
        await run("cargo", ["fetch", "-q"], { cwd: work });
    } finally {
        await rm(work, { recursive: true });
    }
    const store = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry", "src");
    for (const registry of await readdir(store)) {
        const folder = `${appImageRuntime.crate}-${appImageRuntime.version}`;
        const path = join(store, registry, folder, appImageRuntime.file);
        const bytes = await readFile(path).catch(() => null);
        if (bytes === null) continue;
        const found = createHash("sha256").update(bytes).digest("hex");
        if (found === appImageRuntime.sha256) return path;
        throw new Error(`The AppImage runtime's SHA-256 is ${found}, not ${appImageRuntime.sha256}: refused.`);
    }
    throw new Error("cargo fetched the AppImage runtime's crate, but its file is not there");
}
