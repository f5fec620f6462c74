import { err, ok, type Result } from "@valise/base";
import { broadcastKey } from "../broadcast/Broadcast.ts";
import { canonicalJson, utf8Length } from "../encoding/canonicalJson.ts";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { joinEntries } from "./joinEntries.ts";
import { type BatchWire, batchSchema, type LedgerEntry, MAX_BATCH_BYTES } from "./wire.ts";

/** All that a cell knows, one entry a slot (SPEC 7.2). */
export type Ledger = ReadonlyMap<string, LedgerEntry>;

/** What an entry is about: two entries of one slot join to one. */
export function slotOf(entry: LedgerEntry): string {
    switch (entry.t) {
        case "answer":
        case "addressed":
        case "released":
            return `${entry.t} ${broadcastKey(entry.broadcast)} ${entry.who}`;
        case "counts":
        case "manifest":
            return `${entry.t} ${broadcastKey(entry.broadcast)} ${entry.agency}`;
        case "step":
            return `${entry.t} ${broadcastKey(entry.broadcast)} ${entry.step}`;
        case "unreached":
            return `${entry.t} ${broadcastKey(entry.broadcast)} ${entry.step} ${entry.who}`;
        case "pause":
            return `${entry.t} ${broadcastKey(entry.broadcast)}`;
        case "event":
            return `${entry.t} ${entry.event}`;
        case "undecryptable":
            return `${entry.t} ${entry.event} ${entry.who}`;
        case "alive":
            return `${entry.t} ${entry.who} ${entry.device}`;
    }
}

/** Takes entries in (SPEC 7.2): any order, any repetition and any split end at the same ledger. */
export function mergeEntries(ledger: Ledger, entries: Iterable<LedgerEntry>): Ledger {
    const merged = new Map(ledger);
    for (const entry of entries) {
        const slot = slotOf(entry);
        const known = merged.get(slot);
        merged.set(slot, known === undefined ? entry : joinEntries(known, entry));
    }
    return merged;
}

/** What `ledger` says beyond `published`: what is still to be written to the ledger room. */
export function entriesBeyond(ledger: Ledger, published: Ledger): LedgerEntry[] {
    return [...ledger].flatMap(([slot, entry]) => {
        const known = published.get(slot);
        const isSaid = known !== undefined && canonicalJson(joinEntries(known, entry)) === canonicalJson(known);
        return isSaid ? [] : [entry];
    });
}

/** Entries as room events, each of at most 32,000 bytes (SPEC 7.1). */
export function batchesOf(entries: readonly LedgerEntry[]): BatchWire[] {
    const batches: LedgerEntry[][] = [];
    let sizeBytes = Number.POSITIVE_INFINITY;
    for (const entry of entries) {
        const entryBytes = utf8Length(canonicalJson(entry)) + 1;
        const last = batches.at(-1);
        if (last === undefined || sizeBytes + entryBytes > MAX_BATCH_BYTES || last.length >= MAX_ENTRIES) {
            batches.push([entry]);
            sizeBytes = ENVELOPE_BYTES + entryBytes;
        } else {
            last.push(entry);
            sizeBytes += entryBytes;
        }
    }
    return batches.map((batch) => ({ v: 1, entries: batch }));
}

const ENVELOPE_BYTES = utf8Length(canonicalJson({ v: 1, entries: [] }));
const MAX_ENTRIES = 2_000;

/** Reads a batch of the ledger room strictly (SPEC 7.1): one bad entry refuses the batch. */
export function parseBatch(value: unknown): Result<BatchWire, WireRefusal> {
    const parsed = parseWire(batchSchema, value);
    if (!parsed.ok) return parsed;
    const isTooLarge = utf8Length(canonicalJson(parsed.value)) > MAX_BATCH_BYTES;
    return isTooLarge ? err({ kind: "too-large", maxBytes: MAX_BATCH_BYTES }) : ok(parsed.value);
}
