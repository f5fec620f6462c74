import { err, ok, type Result } from "@valise/base";
import { parseStrictJson } from "@valise/clearance";
import { z } from "zod";
import { canonical } from "../desired/compare.ts";
import { digestOf } from "../desired/markOf.ts";
import type { ManifestRefusal } from "../manifest/ManifestRefusal.ts";
import { type ManifestAccount, parseAccount } from "../manifest/manifestSchema.ts";
import type { DirectorySource } from "./directorySchema.ts";

/** Beside the manifest: what its directories held when the command read them, for the app, which reaches none (SPEC 1.13). */
export const DIRECTORY_COPY = "directory.json";
/** So large may it be: 50,000 people. */
export const DIRECTORY_COPY_BYTES = 16_777_216;
/** An older one is not planned from: too many have come and gone. */
const OLDEST_MS = 7 * 86_400_000;
/** Two machines' clocks may differ by so much. */
const CLOCKS_MS = 300_000;

/** One directory, as it was read. */
export interface ReadDirectory {
    readonly agency: string;
    /** Which question of the manifest's it answers. */
    readonly source: string;
    /** `null`: now, by this very reading. */
    readonly readAtMs: number | null;
    readonly accounts: readonly ManifestAccount[];
}

/** What tells one question to a directory from another: an answer to another one is no answer. */
export const digestOfSource = (agency: string, source: DirectorySource): string =>
    digestOf(canonical({ agency, source }));

/** Why a copy is not planned from; its place is the manifest's where it says none. */
export type CopyRefusal = Pick<ManifestRefusal, "rule"> & Partial<ManifestRefusal>;

/** Copies instead of the directories themselves; asked only where a manifest names one. */
export interface DirectoryCopies {
    find(agency: string, source: string): Result<ReadDirectory, CopyRefusal>;
}

const copySchema = z.strictObject({
    valise: z.literal(1),
    readAtMs: z.int().min(0),
    directories: z
        .array(
            z.strictObject({
                agency: z.string().max(63),
                source: z.string().max(64),
                accounts: z.array(z.record(z.string(), z.unknown())).min(1).max(50_000),
            }),
        )
        .max(64),
});

/** The file that a command writes: no password, no address of a server, no more of a person than a manifest says. */
export function formatDirectoryCopy(directories: readonly ReadDirectory[], readAtMs: number): string {
    const all = directories.map(({ agency, source, accounts }) => ({
        ...{ agency, source, accounts: accounts.map(({ agency: _its, ...account }) => account) },
    }));
    return `${JSON.stringify({ valise: 1, readAtMs, directories: all }, null, 1)}\n`;
}

/** Strict, as every file of a manifest; the error names what is not as expected. `nowMs`: by the reader's clock. */
export function parseDirectoryCopy(text: string, nowMs: number): Result<DirectoryCopies, string> {
    const file = copySchema.safeParse(parseStrictJson(text));
    if (!file.success) return err(file.error.issues[0]?.path.join(".") || "directories");
    const { readAtMs, directories } = file.data;
    const found: ReadDirectory[] = [];
    for (const { agency, source, accounts } of directories) {
        const parsed: ManifestAccount[] = [];
        for (const [at, account] of accounts.entries()) {
            const each = parseAccount({ ...account, agency });
            if (!each.ok) return err(`directories.${found.length}.accounts.${at}.${each.error}`);
            parsed.push(each.value);
        }
        found.push({ agency, source, readAtMs, accounts: parsed });
    }
    const isOld = nowMs - readAtMs > OLDEST_MS || readAtMs - nowMs > CLOCKS_MS;
    return ok({
        find(agency, source) {
            const own = found.filter((each) => each.agency === agency);
            const copy = own.find((each) => each.source === source);
            if (copy !== undefined) return isOld ? err({ rule: "directory-copy-old" }) : ok(copy);
            return err({ rule: own.length > 0 ? "directory-copy-other" : "directory-not-here" });
        },
    });
}
