import { existsSync, mkdirSync } from "node:fs";

let installedFor: string | null = null;

/**
 * Gives this process an IndexedDB that keeps its databases as SQLite files in `folder`. The crypto store finds it as a
 * global, so there is one folder a process.
 */
export async function installIndexedDb(folder: string): Promise<void> {
    if (installedFor === folder) return;
    if (installedFor !== null) throw new Error("this process already keeps its databases in another folder");
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const module = (await import("indexeddbshim")) as unknown as {
        default: (target: object, options: object) => void;
    };
    const options = { checkOrigin: false, databaseBasePath: folder };
    module.default(globalThis, options);
    installedFor = folder;
}
