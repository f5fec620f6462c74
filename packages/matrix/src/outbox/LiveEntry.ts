import { type Clock, type EpochMs, epochMs } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { SealingAhead } from "./attemptSend.ts";
import type { OutboxEntrySnapshot } from "./OutboxEntry.ts";
import type { OutboxRecord } from "./OutboxRecord.ts";

const ENDED_MS = 100;

/** A record and what only this run knows of it. Monotonic times. */
export interface LiveEntry {
    record: OutboxRecord;
    notBeforeMs: number;
    /** Until then whatever else leaves its room goes first. */
    readonly restsUntilMs: number;
    failuresInARow: number;
    /** Waits for `wake`. */
    notReady: boolean;
    /** `wake` came since an attempt was last not ready: what it tells of may have come while the attempt looked. */
    woken: boolean;
    /** `look`, `seal` and `put` are one stage here: from then on it cannot be taken back. */
    running: { readonly stage: "upload" | "send"; readonly abort: AbortController; readonly sinceMs: number } | null;
    progress: number | null;
    shown: OutboxEntrySnapshot | null;
    /** Ciphertext in the making, for an attempt that begins at once; null when there is none. */
    sealing: SealingAhead | null;
    /** To be called when the attempt under way has ended. */
    ended: () => void;
}

export function createLiveEntry(
    record: OutboxRecord,
    { sealing = null, restsUntilMs = 0 }: Partial<Pick<LiveEntry, "sealing" | "restsUntilMs">> = {},
): LiveEntry {
    return {
        record,
        notBeforeMs: 0,
        restsUntilMs,
        failuresInARow: 0,
        notReady: false,
        woken: false,
        running: null,
        progress: null,
        shown: null,
        sealing,
        ended: () => {},
    };
}

export const roomOf = (record: OutboxRecord) => (record.payload.kind === "to-device" ? null : record.payload.roomId);

export const needsUpload = (record: OutboxRecord) =>
    Object.values(record.uploads).some((upload) => upload.mxc === null);

/** True where that is worth telling: the upload is a hundredth further. */
export function progressed(entry: LiveEntry, fraction: number): boolean {
    const before = entry.progress;
    entry.progress = fraction;
    return before === null || Math.floor(fraction * 100) !== Math.floor(before * 100);
}

/** Why and until when the server's gate holds an entry, if it does. */
interface Held {
    readonly failure: EngineFailure | null;
    readonly untilMs: number;
}

/** As it is shown now. An entry that did not change keeps its identity, so that its row in the timeline does. */
export function showEntry(entry: LiveEntry, gate: Held, nowMs: number, wallMs: EpochMs): OutboxEntrySnapshot {
    const next = snapshotEntry(entry, gate, nowMs, wallMs);
    if (entry.shown === null || !isSameSnapshot(entry.shown, next)) entry.shown = next;
    return entry.shown;
}

/** Resolves when the attempt under way has ended; where that takes long, before. */
export function untilEnded(entry: LiveEntry, clock: Clock): Promise<void> {
    return new Promise((resolve) => {
        const timer = clock.after(ENDED_MS, resolve);
        entry.ended = () => {
            timer[Symbol.dispose]();
            resolve();
        };
    });
}

function snapshotEntry(entry: LiveEntry, gate: Held, nowMs: number, wallMs: EpochMs): OutboxEntrySnapshot {
    const { record } = entry;
    const queued = record.state === "queued" && entry.running === null;
    const untilMs = Math.max(entry.notBeforeMs, gate.failure === null ? 0 : gate.untilMs);
    const sizes = Object.values(record.uploads).map((upload) => upload.sizeBytes);
    return {
        key: record.key,
        roomId: roomOf(record),
        payload: record.payload,
        priority: record.priority,
        queuedAtMs: record.queuedAtMs,
        state: record.state === "queued" && entry.running !== null ? "sending" : record.state,
        failure: queued ? (gate.failure ?? record.failure) : record.failure,
        retryAtMs: queued && untilMs > nowMs ? epochMs(Math.ceil(wallMs + untilMs - nowMs)) : null,
        progress: entry.running === null ? null : entry.progress,
        eventId: record.eventId,
        sizeBytes: sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0),
    };
}

function isSameSnapshot(a: OutboxEntrySnapshot, b: OutboxEntrySnapshot): boolean {
    return (Object.keys(b) as (keyof OutboxEntrySnapshot)[]).every((member) => Object.is(a[member], b[member]));
}
