import type { StackError } from "../errors.ts";

/** Tells from a dead homeserver's last words what a person can do about it; undefined when they say nothing known. */
export function foldDeath(lastWords: readonly string[], databaseFile: string): StackError | undefined {
    const text = lastWords.join("\n");
    if (/No space left on device|database or disk is full|Disk quota exceeded/.test(text)) {
        return { kind: "disk-full", path: databaseFile };
    }
    const port = /Couldn't listen on [^\s]*?:(\d+): \[Errno \d+\] Address (?:already )?in use/.exec(text)?.[1];
    if (port !== undefined) return { kind: "port-taken", port: Number(port) };
    const damage = /database disk image is malformed|file is not a database/.exec(text)?.[0];
    if (damage !== undefined) return { kind: "data-folder-corrupted", path: databaseFile, reason: damage };
    return undefined;
}
