import { err, ok, type Result } from "@valise/base";
import type { ClearanceCrypto } from "@valise/clearance";
import { canonicalDigest } from "../encoding/canonicalJson.ts";
import { isPlainJson, parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { type LogBody, type LogHead, type LogWire, logSchema } from "./wire.ts";

/** An entry that was read, with its author as the message's verdict proves them. */
export interface LogEntry {
    readonly author: string;
    readonly wire: LogWire;
    /** Value of `org.valise.label` beside it; `null` without one. */
    readonly label: unknown;
    readonly digest: string;
}

/** Names an entry (SPEC 16.2): author, block and label, so that no link of a chain can be said by another or marked lower. */
export const logDigest = (
    crypto: ClearanceCrypto,
    { author, wire, label }: Omit<LogEntry, "digest">,
): Promise<string> => canonicalDigest(crypto, "log", { author, block: wire, label });

/** Reads an `org.valise.log` block of a believed message (SPEC 16.1). */
export async function readLogEntry(
    crypto: ClearanceCrypto,
    author: string,
    block: unknown,
    label: unknown,
): Promise<Result<LogEntry, WireRefusal>> {
    const parsed = parseWire(logSchema, block);
    if (!parsed.ok) return parsed;
    if (!isPlainJson(label)) return err({ kind: "malformed", path: "label" });
    const entry = { author, wire: parsed.value, label: label ?? null };
    return ok({ ...entry, digest: await logDigest(crypto, entry) });
}

/** The block that follows an author's last entry. `iat` never goes back behind it (SPEC 16.3). */
export function draftLogEntry(
    last: LogEntry | undefined,
    { crisis, body, nowS }: { readonly crisis: string; readonly body: LogBody; readonly nowS: number },
): Result<LogWire, WireRefusal> {
    return parseWire(logSchema, {
        v: 1,
        crisis,
        seq: (last?.wire.seq ?? 0) + 1,
        prev: last?.digest ?? null,
        iat: Math.max(nowS, last?.wire.iat ?? 0),
        body,
    });
}

export const headOf = ({ author, wire, digest }: LogEntry): LogHead => ({ author, seq: wire.seq, digest });
