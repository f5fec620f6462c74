import type { Clock } from "@valise/base";
import type { Engine, EventId, RoomId, TimelineSnapshot } from "@valise/bridge";
import type { ReadStore } from "../../stores/viewModel.ts";

export interface ReadMarker extends Disposable {
    /** The newest event that has been in view. */
    seen(eventId: EventId | null): void;
}

export interface ReadMarkerParts {
    readonly engine: Engine;
    readonly roomId: RoomId;
    readonly rows: ReadStore<TimelineSnapshot | null>;
    readonly attention: ReadStore<boolean>;
    readonly clock: Clock;
}

/** A burst of messages is marked once. */
const settleMs = 300;

/** Marks messages read only when they were in view while the window was visible and had the focus; never backwards. */
export function createReadMarker({ engine, roomId, rows, attention, clock }: ReadMarkerParts): ReadMarker {
    let newest: EventId | null = null;
    let marked: EventId | null = null;
    let waiting: Disposable | undefined;
    const place = (eventId: EventId | null) => rows.getState()?.rows.findIndex((row) => row.eventId === eventId) ?? -1;
    const mark = () => {
        waiting = undefined;
        if (newest === null || newest === marked || !attention.getState()) return;
        const readUpTo = rows.getState()?.readUpToEventId ?? null;
        if (readUpTo !== null && place(newest) <= place(readUpTo)) return;
        marked = newest;
        void engine.commands.markRead({ roomId, eventId: newest });
    };
    const soon = () => {
        waiting ??= clock.after(settleMs, mark);
    };
    const stop = attention.subscribe((isAttentive) => {
        if (isAttentive) soon();
    });
    return {
        seen(eventId) {
            if (eventId === null || (newest !== null && place(eventId) < place(newest))) return;
            newest = eventId;
            soon();
        },
        [Symbol.dispose]() {
            stop();
            waiting?.[Symbol.dispose]();
        },
    };
}
