import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { safeFileName } from "./safeFileName.ts";

export interface OpenedFiles extends Disposable {
    /** Writes a file for another program to read, in a folder of its own; answers its path. */
    put(name: string, bytes: Uint8Array): Promise<string>;
}

/**
 * The decrypted files that were handed to other programs: under the profile, for their owner only, and gone when the
 * app ends. What a crash left behind goes at the next start.
 */
export async function createOpenedFiles(folder: string): Promise<OpenedFiles> {
    await rm(folder, { recursive: true, force: true });
    return {
        async put(name, bytes) {
            await mkdir(folder, { recursive: true, mode: 0o700 });
            const path = join(await mkdtemp(join(folder, "f-")), safeFileName(name));
            await writeFile(path, bytes, { mode: 0o600, flag: "wx" });
            return path;
        },
        [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
    };
}
