import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { err, ok, type Result } from "@valise/base";
import type { StackDescription } from "../description/stackDescription.ts";
import type { StackError } from "../errors.ts";
import { readTextIfPresent } from "../process/files.ts";
import type { StackLayout } from "./layout.ts";
import type { StackProfile } from "./profiles.ts";

/** The first 16 bytes of every SQLite 3 database (file format, 1.3.1). */
const SQLITE_MAGIC = "SQLite format 3\0";

/** Refuses a folder that a homeserver would damage further; nothing is repaired or deleted here. */
export function checkDataFolder(
    layout: StackLayout,
    description: StackDescription,
    profile: StackProfile,
): Result<void, StackError> {
    // Folders from before there were profiles are embedded ones.
    const made = readTextIfPresent(layout.profileFile)?.trim() ?? "embedded";
    const hasServers = description.agencies.some(({ id }) => existsSync(layout.agency(id).accountsFile));
    if (hasServers && made !== profile)
        return err({ kind: "profile-differs", dataDir: layout.dataDir, made, asked: profile });

    for (const { id } of description.agencies) {
        const { databaseFile, accountsFile, signingKeyFile } = layout.agency(id);
        const hasDatabase = profile === "scale" || existsSync(databaseFile);
        const corrupted = (path: string, reason: string) =>
            err({ kind: "data-folder-corrupted" as const, path, reason });
        if (profile === "embedded" && hasDatabase && !looksLikeSqlite(databaseFile))
            return corrupted(databaseFile, "not a SQLite database");
        if (!hasDatabase && existsSync(accountsFile)) return corrupted(databaseFile, "the database is missing");
        if (existsSync(accountsFile) && !existsSync(signingKeyFile)) {
            return corrupted(signingKeyFile, "the signing key is missing; partners would not know a new one");
        }
    }
    return ok();
}

/** An empty file is a database nothing was written to yet. */
function looksLikeSqlite(path: string): boolean {
    const file = openSync(path, "r");
    try {
        const head = Buffer.alloc(SQLITE_MAGIC.length);
        const sizeBytes = readSync(file, head);
        return sizeBytes === 0 || head.toString("latin1") === SQLITE_MAGIC;
    } finally {
        closeSync(file);
    }
}
