import type { RoomEntry } from "../rooms/RoomBook.ts";
import type { Account } from "../session/Account.ts";
import type { TimelineEvent } from "../timeline/TimelineEvent.ts";
import { nowSOf } from "./CrisisParts.ts";
import { roomTypes } from "./wire.ts";

/**
 * Tries again what could not be read in rooms whose every message counts: a key, or what is known of its sender's device, may
 * have come unnoticed. What stays unreadable in a channel is reported to the own cell, as `undecryptable` on the ladder.
 */
export interface Unread {
    /** These came and could not be read. */
    note(entry: RoomEntry): void;
    stop(): void;
}

/** The last goes on. */
const TRIES_MS = [1_000, 3_000, 10_000, 30_000, 60_000, 300_000] as const;
/** Keys may take this long over a slow link before it is said that one is missing. */
const REPORT_AFTER = 4;

export function createUnread(account: () => Account): Unread {
    const waiting = new Map<string, { attempt: number; timer: Disposable }>();
    let stopped = false;

    const schedule = (roomId: string, attempt: number) => {
        const ms = TRIES_MS[Math.min(attempt, TRIES_MS.length - 1)] ?? 300_000;
        waiting.set(roomId, { attempt, timer: account().clock.after(ms, () => void again(roomId, attempt)) });
    };
    const again = async (roomId: string, attempt: number): Promise<void> => {
        await account()
            .healer.retryRoom(roomId)
            .catch(() => {});
        const entry = account().book.get(roomId);
        const left = entry === null ? [] : unreadIn(entry, account().session.userId);
        if (entry === null || left.length === 0 || stopped) {
            waiting.delete(roomId);
            return;
        }
        if (attempt >= REPORT_AFTER && entry.record.type === roomTypes.channel) await report(roomId, left);
        schedule(roomId, attempt + 1);
    };
    const report = async (roomId: string, events: readonly TimelineEvent[]) => {
        const { crisis, clock } = account();
        for (const { eventId } of events) {
            if (crisis.answers.get({ event: eventId }, null) !== null) continue;
            await crisis.answers.say({ event: eventId }, roomId, { undecryptableS: nowSOf(clock) });
        }
    };

    return {
        note({ record: { roomId } }) {
            // New ones begin the quick tries again.
            waiting.get(roomId)?.timer[Symbol.dispose]();
            if (!stopped) schedule(roomId, 0);
        },
        stop() {
            stopped = true;
            for (const { timer } of waiting.values()) timer[Symbol.dispose]();
        },
    };
}

const unreadIn = ({ timeline }: RoomEntry, me: string): TimelineEvent[] =>
    timeline.events.filter(({ body, wire, senderId }) => body === "unreadable" && wire !== null && senderId !== me);
