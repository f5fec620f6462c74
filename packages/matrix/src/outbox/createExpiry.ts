import type { EpochMs, Result } from "@valise/base";
import type { LiveEntry } from "./LiveEntry.ts";
import type { OutboxPayload } from "./OutboxEntry.ts";
import type { OutboxRecord } from "./OutboxRecord.ts";

export interface ExpiryParts {
    write(entry: LiveEntry, change: Partial<OutboxRecord>): Promise<Result<void, unknown>>;
    remove(entry: LiveEntry): Promise<Result<void, unknown>>;
}

/** Takes out what is of no use any more since its time passed before it left. What is on its way is left to arrive. */
export interface Expiry {
    /** Those that may still leave. */
    sift(entries: Iterable<LiveEntry>, nowMs: EpochMs): readonly LiveEntry[];
    onExpired(listener: (payload: OutboxPayload) => void): void;
}

export function createExpiry({ write, remove }: ExpiryParts): Expiry {
    const listeners: ((payload: OutboxPayload) => void)[] = [];
    const ending = new Set<LiveEntry>();

    /** Where the disk refuses, it stays, and is asked for again with the next turn. */
    const end = async (entry: LiveEntry): Promise<void> => {
        ending.add(entry);
        const { payload } = entry.record;
        const failure = { kind: "refused", code: "CRS_EXPIRED" } as const;
        const isOfRoom = payload.kind !== "to-device";
        const done = await (isOfRoom ? write(entry, { state: "failed", failure }) : remove(entry));
        ending.delete(entry);
        if (done.ok && !isOfRoom) for (const listener of listeners) listener(payload);
    };

    return {
        sift(entries, nowMs) {
            const live: LiveEntry[] = [];
            for (const entry of entries) {
                if (!isWaiting(entry) || expiryOf(entry.record) > nowMs) live.push(entry);
                else if (!ending.has(entry)) void end(entry);
            }
            return live;
        },
        onExpired: (listener) => void listeners.push(listener),
    };
}

const isWaiting = ({ record, running }: LiveEntry): boolean => record.state === "queued" && running === null;

const expiryOf = ({ untilMs }: OutboxRecord): number => untilMs ?? Number.POSITIVE_INFINITY;

/** When the next of them is of no use any more; Infinity when none ever is. */
export const nextExpiryMs = (entries: readonly LiveEntry[]): number =>
    Math.min(Number.POSITIVE_INFINITY, ...entries.filter(isWaiting).map(({ record }) => expiryOf(record)));
