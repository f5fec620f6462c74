import { type Clock, err, ok, type Result } from "@valise/base";
import type { CarryFailure, OutboxCarrier, OutgoingEntry, SendReceipt } from "./OutboxCarrier.ts";
import type { FileSlot, SealedSend } from "./OutboxEntry.ts";
import { completePayload, type OutboxRecord } from "./OutboxRecord.ts";

/**
 * After this an unclear attempt is looked for before it is repeated. Synapse remembers transaction ids of a device for
 * 24 h, the specification promises no time; other servers keep them about 30 min.
 */
const lookAfterMs = 10 * 60 * 1000;

/** What an attempt may change; resolves false when it could not be persisted, or the entry is no longer this attempt's. */
export type UpdateRecord = (change: Partial<OutboxRecord>) => Promise<boolean>;

/** `dropped`: the attempt is no longer this entry's business (cancelled, confirmed, closed, or the disk refused). */
export type AttemptFailure = CarryFailure | { readonly kind: "dropped" };

/** The answer of `carrier.seal`, asked for while the entry was still being written to the disk. */
export type SealingAhead = Promise<Result<SealedSend, CarryFailure>>;

const dropped = err({ kind: "dropped" } as const);

/**
 * One attempt, from whatever the record says was done before. The order of writing makes it exactly once:
 * ciphertext and "unclear since" are on the disk before the first byte leaves; an unclear attempt is repeated with the
 * same transaction id and the same bytes; a late one is looked for first; after a sure refusal it is sealed anew,
 * for the recipients of that moment.
 */
export async function attemptSend(
    read: () => OutboxRecord,
    update: UpdateRecord,
    carrier: OutboxCarrier,
    clock: Clock,
    signal: AbortSignal,
    ahead: SealingAhead | null = null,
): Promise<Result<SendReceipt, AttemptFailure>> {
    const outgoing = () => outgoingOf(read());

    const before = read();
    if (before.sealed !== null && before.unclearSinceMs !== null && isLate(before.unclearSinceMs, clock.nowMs())) {
        const found = await carrier.findSent(outgoing(), before.sealed, before.unclearSinceMs);
        if (signal.aborted) return dropped;
        if (!found.ok) return found;
        if (found.value !== null) return ok(found.value);
        if (!(await update({ sealed: null, unclearSinceMs: null }))) return dropped;
    }

    if (read().sealed === null) {
        const early = await ahead;
        // What was missing then may have come since, and nothing could be told of it: the disk was still writing the entry.
        const sealed = early?.ok ? early : await carrier.seal(outgoing());
        if (signal.aborted) return dropped;
        if (!sealed.ok) return sealed;
        if (!(await update({ sealed: sealed.value, unclearSinceMs: clock.nowMs() }))) return dropped;
    }
    const { sealed } = read();
    if (sealed === null || signal.aborted) return dropped;
    const answer = await carrier.send(outgoing(), sealed, signal);
    return signal.aborted ? dropped : answer;
}

/**
 * Begins to seal what will leave at once, while the disk writes. Nothing leaves before both are done; what is not used
 * by the attempt that follows is thrown away, for it was made for the recipients of its own moment.
 */
export function sealAhead(record: OutboxRecord, carrier: OutboxCarrier): SealingAhead {
    return carrier.seal(outgoingOf(record)).catch((cause: unknown) => err({ kind: "not-sealed", cause }));
}

function outgoingOf(record: OutboxRecord): OutgoingEntry {
    return { key: record.key, payload: completePayload(record), queuedAtMs: record.queuedAtMs };
}

/** Uploads what is not up yet, the file before its thumbnail; each address is on the disk before the next step. */
export async function attemptUploads(
    read: () => OutboxRecord,
    readBytes: (slot: FileSlot) => Promise<Uint8Array | "lost" | "unreadable">,
    uploaded: (slot: FileSlot, mxc: string) => Promise<boolean>,
    carrier: OutboxCarrier,
    signal: AbortSignal,
    progressed: (fraction: number) => void,
): Promise<Result<void, AttemptFailure>> {
    const totalBytes = Object.values(read().uploads).reduce((sum, upload) => sum + upload.sizeBytes, 0);
    let doneBytes = 0;
    for (const slot of ["file", "thumbnail"] as const) {
        const upload = read().uploads[slot];
        if (upload === undefined) continue;
        if (upload.mxc === null) {
            const bytes = await readBytes(slot);
            if (signal.aborted || bytes === "unreadable") return dropped;
            if (bytes === "lost") return err({ kind: "refused", failure: { kind: "store-corrupt", part: "outbox" } });
            const before = doneBytes;
            progressed(before / Math.max(1, totalBytes));
            const answer = await carrier.upload(bytes, {
                signal,
                progressed: (sentBytes) => progressed(Math.min(1, (before + sentBytes) / Math.max(1, totalBytes))),
            });
            if (signal.aborted) return dropped;
            if (!answer.ok) return answer;
            if (!(await uploaded(slot, answer.value.mxc))) return dropped;
        }
        doneBytes += upload.sizeBytes;
    }
    return ok();
}

/** A clock set back counts as late: nothing is known then. */
const isLate = (sinceMs: number, nowMs: number) => nowMs < sinceMs || nowMs - sinceMs >= lookAfterMs;
