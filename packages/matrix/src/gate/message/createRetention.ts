import type { Clock } from "@valise/base";
import type { RoomId } from "@valise/bridge";
import type { Outbox } from "../../outbox/Outbox.ts";
import type { RoomStore } from "../../rooms/createRoomStore.ts";
import type { RoomBook, RoomEntry } from "../../rooms/RoomBook.ts";
import { refreshSummary } from "../../rooms/roomSummary.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import type { RoomGates } from "../room/RoomGates.ts";

export interface RetentionParts {
    readonly book: RoomBook;
    readonly gates: Pick<RoomGates, "ruling" | "onChanged">;
    readonly roomStore: Pick<RoomStore, "loadRoom" | "flush">;
    readonly outbox: Pick<Outbox, "entriesOf" | "discard">;
    readonly clock: Clock;
    readonly myUserId: string;
}

/** Keeps a charter's retention on this device's own store: messages, preview, verdicts and sends that failed. */
export interface Retention {
    /** Messages sent before this are not kept, nor taken in again; null: all are, or a legal hold stands. */
    limitMs(roomId: string): number | null;
    /** What of a page of history may still be held. */
    within(roomId: string, events: readonly TimelineEvent[]): readonly TimelineEvent[];
    stop(): void;
}

const EVERY_MS = 3_600_000;

/** Looked at when a charter comes into use (hence at every start) and every hour. Nothing is deleted under a hold. */
export function createRetention(parts: RetentionParts): Retention {
    const { book, gates, clock } = parts;

    const limitMs = (roomId: string): number | null => {
        const ruling = gates.ruling(roomId);
        if (ruling.kind !== "ruled") return null;
        const { maxAgeS, hold } = ruling.charter.retention;
        return hold || maxAgeS === null ? null : clock.nowMs() - maxAgeS * 1000;
    };

    const keep = async (entry: RoomEntry): Promise<void> => {
        const { roomId } = entry.record;
        if (limitMs(roomId) === null) return;
        // What lies in the store is deleted there too, whether or not the room was opened.
        await parts.roomStore.loadRoom(roomId);
        const limit = limitMs(roomId);
        if (limit === null) return;
        for (const { key, state, queuedAtMs } of parts.outbox.entriesOf(roomId as RoomId)) {
            if (state === "failed" && queuedAtMs < limit) await parts.outbox.discard(key);
        }
        await entry.judge?.kept.forgetBefore(limit);
        const dropped = entry.timeline.dropBefore(limit);
        const shown = entry.record.preview;
        if (shown !== null && shown.atMs < limit) entry.record.preview = null;
        else if (!dropped) return;
        entry.timelineDirty = true;
        refreshSummary(entry, parts.myUserId);
        book.changed(roomId);
        await parts.roomStore.flush();
    };

    let timer: Disposable | null = null;
    const round = async () => {
        timer = clock.after(EVERY_MS, () => void round());
        for (const entry of book.all()) await keep(entry);
    };
    gates.onChanged((roomId) => {
        const entry = book.get(roomId);
        if (entry !== null) void keep(entry);
    });
    void round();

    return {
        limitMs,
        within(roomId, events) {
            const limit = limitMs(roomId);
            return limit === null
                ? events
                : events.filter((event) => event.stateKey !== null || event.sentAtMs >= limit);
        },
        stop: () => timer?.[Symbol.dispose](),
    };
}
