import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { StackError } from "../errors.ts";

/** Writes through a temporary file, so that a kill leaves the old content or the new, never half of it. Mode 0600 by default. */
export function writeFileAtomic(path: string, content: string, mode = 0o600): void {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const temporary = `${path}.${process.pid}.new`;
    try {
        writeFileSync(temporary, content, { mode, flush: true });
        renameSync(temporary, path);
    } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
    }
}

export function readTextIfPresent(path: string): string | undefined {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        if (isErrno(error, "ENOENT")) return undefined;
        throw error;
    }
}

/** The JSON value of a file; undefined when the file is missing or is no JSON (callers check its shape anyway). */
export function readJsonIfPresent(path: string): unknown {
    const text = readTextIfPresent(path);
    if (text === undefined) return undefined;
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** The secret in a file of mode 0600, made when missing. */
export function ensureSecret(path: string, sizeBytes = 32): string {
    const present = readTextIfPresent(path)?.trim();
    if (present) return present;
    const secret = randomBytes(sizeBytes).toString("base64url");
    writeFileAtomic(path, `${secret}\n`);
    return secret;
}

/** The last lines of a file, read whole: our logs rotate at 10 MB. */
export function lastLines(path: string, count: number): string[] {
    try {
        return readFileSync(path, "utf8").trimEnd().split("\n").slice(-count);
    } catch {
        return [];
    }
}

export function isErrno(error: unknown, code: string): boolean {
    return error instanceof Error && "code" in error && error.code === code;
}

/** Folds an error of the file system into the stack's errors; what is no such error goes on unchanged. */
export function foldFileError(error: unknown, path: string): StackError {
    if (isErrno(error, "ENOSPC") || isErrno(error, "EDQUOT")) return { kind: "disk-full", path };
    if (["EACCES", "EROFS", "EPERM"].some((code) => isErrno(error, code)))
        return { kind: "data-folder-unwritable", path };
    if (["ENOTDIR", "EISDIR", "EIO", "EEXIST"].some((code) => isErrno(error, code))) {
        return { kind: "data-folder-corrupted", path, reason: error instanceof Error ? error.message : "unreadable" };
    }
    throw error;
}
