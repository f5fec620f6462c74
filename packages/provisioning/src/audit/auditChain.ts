import { canonical } from "../desired/compare.ts";
import { digestOf } from "../desired/markOf.ts";

/** One line of an agency's record of changes (SPEC 3.5): who, what, when, by which manifest. */
export interface AuditEntry {
    readonly seq: number;
    /** Digest of the entry before; empty for the first. */
    readonly prev: string;
    readonly atMs: number;
    readonly by: string;
    /** Digest of the manifest's files. */
    readonly manifest: string;
    readonly revision: number | null;
    readonly event: "begun" | "done" | "failed";
    /** `create rooms/east-desk`; what an apply set out to do, or could not. */
    readonly what: readonly string[];
}

export const digestOfEntry = (entry: AuditEntry): string => digestOf(canonical(entry));

/** The entry that follows `last`. */
export function nextEntry(last: AuditEntry | undefined, said: Omit<AuditEntry, "seq" | "prev">): AuditEntry {
    return { ...said, seq: (last?.seq ?? 0) + 1, prev: last === undefined ? "" : digestOfEntry(last) };
}

/** Position of the first entry that does not follow the one before it; `null`: the record is whole. */
export function findBreak(entries: readonly AuditEntry[]): number | null {
    const at = entries.findIndex((entry, index) => {
        const before = entries[index - 1];
        return before === undefined
            ? entry.seq !== 1 || entry.prev !== ""
            : entry.seq !== before.seq + 1 || entry.prev !== digestOfEntry(before);
    });
    return at < 0 ? null : at;
}

/** Reads an entry of the server's; `undefined` when it is not one. */
export function parseAuditEntry(value: unknown): AuditEntry | undefined {
    if (typeof value !== "object" || value === null) return undefined;
    const { seq, prev, atMs, by, manifest, revision, event, what } = value as Record<string, unknown>;
    const isWhole =
        typeof seq === "number" &&
        typeof prev === "string" &&
        typeof atMs === "number" &&
        typeof by === "string" &&
        typeof manifest === "string" &&
        (revision === null || typeof revision === "number") &&
        (event === "begun" || event === "done" || event === "failed") &&
        Array.isArray(what);
    return isWhole ? { seq, prev, atMs, by, manifest, revision, event, what: what.map(String) } : undefined;
}
