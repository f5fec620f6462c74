import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import type { z } from "zod";
import { badUsage, CommandFailure, exitCodes } from "../output/CommandFailure.ts";

/** The text of a file (`-`: stdin); ends the command when it cannot be read. */
export function readTextFile(path: string): string {
    try {
        return readFileSync(path === "-" ? 0 : path, "utf8");
    } catch {
        throw badUsage("usage.file", { path });
    }
}

export const readTextIfThere = (path: string): string | undefined =>
    existsSync(path) ? readTextFile(path) : undefined;

/** A JSON file of a known shape; says where it is not so. */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>): T {
    const text = readTextFile(path);
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        throw badUsage("usage.json", { path, at: "" });
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw badUsage("usage.json", { path, at: parsed.error.issues[0]?.path.join(".") ?? "" });
}

/** Whole or not at all, on the disk when it returns. */
export function writeTextFile(path: string, text: string, mode = 0o600): void {
    const fresh = `${path}.new`;
    writeAll(fresh, "w", text, mode);
    renameSync(fresh, path);
}

/** A new file; an existing one is never written over. */
export function writeNewFile(path: string, text: string): void {
    if (existsSync(path)) throw new CommandFailure("file-exists", exitCodes.badUsage, "usage.fileExists", { path });
    writeTextFile(path, text);
}

/** On the disk when it returns. */
export const appendTextFile = (path: string, text: string): void => writeAll(path, "a", text, 0o600);

function writeAll(path: string, flag: "w" | "a", text: string, mode: number): void {
    const file = openSync(path, flag, mode);
    try {
        writeSync(file, text);
        fsyncSync(file);
    } finally {
        closeSync(file);
    }
}
