import { type Clock, epochMs, ok, type Result, systemClock } from "@valise/base";
import type { AttachmentCipher } from "../files/AttachmentCipher.ts";
import type { RecordStore, StoreFailure } from "../store/RecordStore.ts";
import { DurableOutbox } from "./DurableOutbox.ts";
import type { Outbox } from "./Outbox.ts";
import type { OutboxCarrier } from "./OutboxCarrier.ts";
import { deleteRecord, type OutboxRecord } from "./OutboxRecord.ts";

export interface OutboxParts {
    readonly store: RecordStore;
    readonly carrier: OutboxCarrier;
    readonly cipher: AttachmentCipher;
    readonly clock?: Clock;
    /** 0..1, for jitter. */
    readonly random?: () => number;
    /** The server no longer knows this session; the outbox has paused itself and keeps everything. */
    readonly signedOut?: (soft: boolean) => void;
    /** `m.upload.size` once it is known. */
    readonly uploadLimitBytes?: () => number | null;
}

/** A local echo that nobody settled: its event is in the timeline since long. */
const keepSentMs = 24 * 60 * 60 * 1000;

/** Reads what waits from the store. Starts paused. Damaged entries are counted, and stay on the disk. */
export async function openOutbox(parts: OutboxParts): Promise<Result<Outbox, StoreFailure>> {
    const clock = parts.clock ?? systemClock;
    const listed = await parts.store.list("outbox");
    if (!listed.ok) return listed;
    const records = listed.value.records.map((record) => record.value as unknown as OutboxRecord);
    const old = records.filter(
        (record) => record.state === "sent" && record.queuedAtMs < epochMs(clock.nowMs() - keepSentMs),
    );
    if (old.length > 0) {
        const written = await parts.store.write(old.flatMap(deleteRecord));
        if (!written.ok) return written;
    }
    const kept = records.filter((record) => !old.includes(record));
    return ok(
        new DurableOutbox(
            { random: Math.random, signedOut: () => {}, uploadLimitBytes: () => null, ...parts, clock },
            kept,
            listed.value.damagedCount,
        ),
    );
}
