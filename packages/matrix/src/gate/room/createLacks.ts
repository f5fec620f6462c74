import type { Clock } from "@valise/base";
import { isGated } from "../../rooms/createRecipients.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import { wire } from "../../wire.ts";
import { type StrippedState, statementAt, stateName } from "./GateEvents.ts";

/** One way in which one's own homeserver can lack what the gate of a room decides by. */
export interface Lack {
    readonly name: string;
    /** Whoever still gives nothing after so many questions has nothing to give. */
    readonly maxTries: number;
    /** So many are asked for at once. */
    readonly atOnce: number;
    find(entry: RoomEntry): readonly StrippedState[];
    /** So long, in ms, what is missing may still come by itself. */
    patienceMs(entry: RoomEntry): number;
}

const ABSENT_MS = 5_000;
const MAX_ABSENT_MS = 60_000;

/** State that came without its content. */
export function strippedLack(myUserId: string): Lack {
    const isMissing = ({ gate, members }: RoomEntry, { type, stateKey, senderId }: StrippedState) => {
        if (senderId === myUserId || members.get(senderId)?.membership !== "join") return false;
        // What was said once stays said: it may have come whole before.
        if (type === wire.admission) return statementAt(gate.admissions, stateKey) === undefined;
        return type !== wire.glass || statementAt(gate.glasses, stateKey) === undefined;
    };
    const find = (entry: RoomEntry) => [...entry.gate.stripped.values()].filter((each) => isMissing(entry, each));
    const unbounded = Number.POSITIVE_INFINITY;
    return { name: "stripped", maxTries: unbounded, atOnce: unbounded, find, patienceMs: () => 0 };
}

/**
 * Presentations of those who are in the room and show nothing. Two homeservers that join at once may not know of each other
 * yet: what is shown then reaches one of them never, while nobody writes. One's own homeserver has what its own people show;
 * how long the slowest of them needed tells how long it takes here and now.
 */
export function createAbsentLack(myUserId: string, clock: Clock): Lack {
    const own = serverNameOf(myUserId);
    const comingSince = new Map<string, Map<string, number>>();
    const slowestMs = new Map<string, number>();
    const isSilent = ({ gate }: RoomEntry, userId: string) =>
        !gate.clearances.has(userId) && !gate.stripped.has(stateName({ type: wire.presentation, state_key: userId }));

    /** Notes who of one's own homeserver came, and how long those needed who have shown theirs since. */
    const watchOwn = (entry: RoomEntry, silent: readonly string[]) => {
        const { roomId } = entry.record;
        const nowMs = clock.monotonicMs();
        const before = comingSince.get(roomId) ?? new Map<string, number>();
        for (const [userId, sinceMs] of before) {
            const neededMs = nowMs - sinceMs;
            // Longer than that is no pace: they had nothing to show.
            if (neededMs > MAX_ABSENT_MS || !entry.gate.clearances.has(userId)) continue;
            slowestMs.set(roomId, Math.max(slowestMs.get(roomId) ?? 0, neededMs));
        }
        const coming = silent.filter((userId) => serverNameOf(userId) === own);
        comingSince.set(roomId, new Map(coming.map((userId) => [userId, before.get(userId) ?? nowMs])));
    };

    return {
        name: "absent",
        maxTries: 6,
        atOnce: 20,
        find(entry) {
            if (!isGated(entry)) return [];
            const joined = [...entry.members.values()].filter(({ membership }) => membership === "join");
            const silent = joined.map(({ userId }) => userId).filter((userId) => isSilent(entry, userId));
            watchOwn(entry, silent);
            return silent
                .filter((userId) => serverNameOf(userId) !== own)
                .map((userId) => ({ type: wire.presentation, stateKey: userId, senderId: userId }));
        },
        patienceMs: ({ record }) =>
            Math.min(MAX_ABSENT_MS, Math.max(ABSENT_MS, 2 * (slowestMs.get(record.roomId) ?? 0))),
    };
}
