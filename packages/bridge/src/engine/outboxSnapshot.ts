import type { EpochMs } from "@valise/base";

/** Everything that waits to leave, over all rooms. */
export interface OutboxSnapshot {
    readonly queuedCount: number;
    readonly failedCount: number;
    /** The oldest entry still waiting. */
    readonly oldestAtMs: EpochMs | null;
}
