import type { Desired } from "../desired/Desired.ts";
import { markOf } from "../desired/markOf.ts";
import type { ObservedServer } from "../observed/Observed.ts";

/** How long a room's messages are to be kept, and how long its server keeps them; `null`: without end. */
export interface RoomRetention {
    readonly key: string;
    readonly title: string;
    readonly label: string | null;
    readonly wantedS: number | null;
    /** Absent: the room is not made yet, or stands on a partner's server. */
    readonly foundS?: number | null;
}

/** The retention of every room in which people write, beside what stands on the managed servers (SPEC 1.6). */
export function observedRetention(desired: Desired, observed: readonly ObservedServer[]): readonly RoomRetention[] {
    const byMark = new Map(observed.flatMap(({ rooms }) => rooms.map((room) => [room.mark, room] as const)));
    return desired.rooms
        .filter(({ kind }) => kind === "room" || kind === "channel")
        .map(({ key, title, label, settings }) => {
            const room = byMark.get(markOf(desired.community, key));
            const found = room === undefined ? {} : { foundS: room.settings.maxAgeS };
            return { key, title, label, wantedS: settings.maxAgeS, ...found };
        });
}
