import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { badUsage } from "../output/CommandFailure.ts";

/** A secret from a file, or from stdin for `-`. One trailing line break is not part of it. Ends the command when it cannot be read. */
export function readSecret(path: string): string {
    try {
        return readFileSync(path === "-" ? 0 : path, "utf8").replace(/\r?\n$/, "");
    } catch {
        throw badUsage("usage.file", { path });
    }
}

/** Whole or not at all, readable by its owner only; an older file of that name is kept beside it. */
export function writeSecretFile(path: string, content: string | Uint8Array, keepOld = false): void {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const fresh = `${path}.new`;
    writeFileSync(fresh, content, { mode: 0o600 });
    if (keepOld && existsSync(path)) renameSync(path, `${path}.old`);
    renameSync(fresh, path);
}
