import type { EventId, RoomId, TimelineItemSnapshot, TimelineSnapshot } from "@valise/bridge";
import { powerNeeded, powerOf } from "../rooms/applyState.ts";
import { hidesState } from "../rooms/RoomRecord.ts";
import { displayName } from "../rooms/roomRow.ts";
import type { Account } from "../session/Account.ts";

/** The timeline of one room as it is now. Rows that did not change keep their identity, and so does the array. */
export function createTimelineBuilder(account: Account, roomId: RoomId): () => TimelineSnapshot {
    let last: TimelineSnapshot | null = null;
    return () => {
        const entry = account.book.get(roomId);
        if (entry === null) return { ...empty, roomId };
        const { record } = entry;
        // No row of a labelled room is made before its judge is there; where one is, or the room has no label, nothing is done.
        void account.messages.prepare(roomId);
        const myUserId = account.session.userId;
        const rows = entry.rows.build(entry.timeline, {
            myUserId,
            joined: record.membership === "join",
            encrypted: record.encryption !== null,
            stateHidden: hidesState(record),
            mayRedactOthers: powerOf(record, myUserId) >= powerNeeded(record, "redact"),
            nameOf: (userId) => displayName(entry, userId),
            outbox: account.outbox.entriesOf(roomId),
            judge: entry.judge,
            deviceOnly: account.gates.keys.of(roomId) === "device-only",
        });
        const target = account.recipients.target(roomId);
        const next: TimelineSnapshot = {
            roomId,
            loaded: entry.loaded,
            backward: entry.timeline.startReached ? "start-reached" : entry.backward,
            readUpToEventId: record.readUpToEventId as EventId | null,
            composer: target.ok ? "ready" : target.error,
            rows: last !== null && sameRows(last.rows, rows) ? last.rows : rows,
        };
        if (last !== null && isSame(last, next)) return last;
        last = next;
        return next;
    };
}

const empty: Omit<TimelineSnapshot, "roomId"> = {
    loaded: "none",
    backward: "idle",
    readUpToEventId: null,
    composer: "not-joined",
    rows: [],
};

function sameRows(a: readonly TimelineItemSnapshot[], b: readonly TimelineItemSnapshot[]): boolean {
    return a.length === b.length && a.every((row, at) => row === b[at]);
}

function isSame(a: TimelineSnapshot, b: TimelineSnapshot): boolean {
    return (Object.keys(b) as (keyof TimelineSnapshot)[]).every((member) => Object.is(a[member], b[member]));
}
