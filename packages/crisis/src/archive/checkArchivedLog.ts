import type { ClearanceCrypto } from "@valise/clearance";
import { z } from "zod";
import { jsonOf } from "../encoding/bytes.ts";
import { canonicalJson } from "../encoding/canonicalJson.ts";
import { digest, userId } from "../encoding/fields.ts";
import { parseWire } from "../encoding/parseWire.ts";
import { type LogEntry, readLogEntry } from "../log/LogEntry.ts";
import { type LogFault, mergeLog } from "../log/mergeLog.ts";
import type { ArchiveManifest } from "./wire.ts";

export type LogFileFault =
    | { readonly kind: "log-malformed"; readonly path: string }
    /** An entry is not what its digest says. */
    | { readonly kind: "log-entry-changed"; readonly author: string; readonly seq: number }
    /** The manifest names other last entries than the log has. */
    | { readonly kind: "heads-differ" };

const logFile = z.strictObject({
    v: z.literal(1),
    entries: z.array(z.strictObject({ author: userId, block: z.unknown(), label: z.unknown(), digest })).max(200_000),
});

/**
 * Checks `log.json` (SPEC 17.5): every digest is made anew, the chains are walked, and their heads are those that the signed
 * manifest names. An archive without a log names no heads.
 */
export async function checkArchivedLog(
    bytes: Uint8Array | undefined,
    { crisis, heads }: ArchiveManifest,
    crypto: ClearanceCrypto,
): Promise<{ readonly faults: readonly LogFileFault[]; readonly logFaults: readonly LogFault[] }> {
    if (bytes === undefined) return { faults: heads.length === 0 ? [] : [{ kind: "heads-differ" }], logFaults: [] };
    const parsed = parseWire(logFile, jsonOf(bytes));
    if (!parsed.ok) return { faults: [malformed(parsed.error)], logFaults: [] };
    const faults: LogFileFault[] = [];
    const entries: LogEntry[] = [];
    for (const [index, { author, block, label, digest: said }] of parsed.value.entries.entries()) {
        const entry = await readLogEntry(crypto, author, block, label);
        if (!entry.ok) faults.push(malformed(entry.error, `entries.${index}.block.`));
        else if (entry.value.digest !== said || entry.value.wire.crisis !== crisis)
            faults.push({ kind: "log-entry-changed", author, seq: entry.value.wire.seq });
        else entries.push(entry.value);
    }
    const log = mergeLog(entries, crisis);
    if (canonicalJson(log.heads) !== canonicalJson(heads)) faults.push({ kind: "heads-differ" });
    return { faults, logFaults: log.faults };
}

const malformed = (error: { readonly kind: string; readonly path?: string }, at = ""): LogFileFault => ({
    kind: "log-malformed",
    path: `${at}${error.path ?? error.kind}`,
});
