import type { OutboxSnapshot } from "@valise/bridge";
import type { LiveEntry } from "./LiveEntry.ts";
import type { OutboxCounts } from "./Outbox.ts";

/** What waits, for the head of the screen. */
export function countOutbox(entries: Iterable<LiveEntry>, damagedCount: number): OutboxCounts {
    const records = [...entries].map((entry) => entry.record);
    const queued = records.filter((record) => record.state === "queued");
    return {
        queuedCount: queued.length,
        failedCount: records.filter((record) => record.state === "failed").length,
        damagedCount,
        oldestAtMs: queued.reduce<OutboxSnapshot["oldestAtMs"]>(
            (oldest, { queuedAtMs }) => (oldest === null || queuedAtMs < oldest ? queuedAtMs : oldest),
            null,
        ),
    };
}
