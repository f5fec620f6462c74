import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { err, ok } from "@valise/base";
import type { SealedKeyFile } from "./createStoreKey.ts";

/** The sealed key as a file of its owner alone, made durable before it counts. */
export function createSealedKeyFile(path: string): SealedKeyFile {
    return {
        async read() {
            try {
                return ok(new Uint8Array(await readFile(path)));
            } catch (cause) {
                return (cause as NodeJS.ErrnoException).code === "ENOENT" ? ok(null) : err({ kind: "unreadable" });
            }
        },
        async create(sealed) {
            const draft = join(dirname(path), `.store-key-${randomUUID()}`);
            try {
                await mkdir(dirname(path), { recursive: true, mode: 0o700 });
                await writeDurably(draft, sealed);
                // A link, unlike a rename, fails when the name is taken.
                await link(draft, path);
                await syncFolder(dirname(path));
                return ok();
            } catch (cause) {
                return err({ kind: (cause as NodeJS.ErrnoException).code === "EEXIST" ? "exists" : "unwritable" });
            } finally {
                await rm(draft, { force: true });
            }
        },
    };
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
    const file = await open(path, "wx", 0o600);
    try {
        await file.writeFile(bytes);
        await file.sync();
    } finally {
        await file.close();
    }
}

async function syncFolder(path: string): Promise<void> {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
}
