import type { EpochMs } from "@valise/base";
import type { UserId } from "../ids.ts";

/** What did not leave in time and will not any more: its sender does it again, or reaches the person by another way. */
export interface ExpiredSendSnapshot {
    readonly what: "call" | "watch-offer" | "signature-ask";
    readonly userIds: readonly UserId[];
}

/** Everything that waits to leave, over all rooms. */
export interface OutboxSnapshot {
    readonly queuedCount: number;
    readonly failedCount: number;
    /** Entries that could not be read when the store was opened: they stay on the disk and are not sent. */
    readonly damagedCount: number;
    /** The oldest entry still waiting. */
    readonly oldestAtMs: EpochMs | null;
    /** Since the start, in the order in which it was given up. */
    readonly expired: readonly ExpiredSendSnapshot[];
}
