import type { EpochMs } from "@valise/base";

/** Everything that waits to leave, over all rooms. */
export interface OutboxSnapshot {
    readonly queuedCount: number;
    readonly failedCount: number;
    /** Entries that could not be read when the store was opened: they stay on the disk and are not sent. */
    readonly damagedCount: number;
    /** The oldest entry still waiting. */
    readonly oldestAtMs: EpochMs | null;
}
