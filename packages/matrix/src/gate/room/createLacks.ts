import { isGated } from "../../rooms/createRecipients.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { wire } from "../../wire.ts";
import { type StrippedState, statementAt, stateName } from "./GateEvents.ts";

/** One way in which one's own homeserver can lack what the gate of a room decides by. */
export interface Lack {
    readonly name: string;
    /** So long it may still come by itself. */
    readonly firstMs: number;
    find(entry: RoomEntry): readonly StrippedState[];
    /** These are being asked for. */
    note(entry: RoomEntry, asked: readonly StrippedState[]): void;
}

const ABSENT_MS = 5_000;
/** Whoever still shows nothing after so many questions has nothing to show. */
const MAX_ABSENT_TRIES = 6;
const MAX_ABSENT_AT_ONCE = 20;
const MAX_REMEMBERED = 10_000;

/** State that came without its content. */
export function strippedLack(myUserId: string): Lack {
    const isMissing = ({ gate, members }: RoomEntry, { type, stateKey, senderId }: StrippedState) => {
        if (senderId === myUserId || members.get(senderId)?.membership !== "join") return false;
        // What was said once stays said: it may have come whole before.
        if (type === wire.admission) return statementAt(gate.admissions, stateKey) === undefined;
        return type !== wire.glass || statementAt(gate.glasses, stateKey) === undefined;
    };
    const find = (entry: RoomEntry) => [...entry.gate.stripped.values()].filter((each) => isMissing(entry, each));
    return { name: "stripped", firstMs: 0, find, note() {} };
}

/**
 * Presentations of those who are in the room and show nothing. Two homeservers that join at once may not know of each other
 * yet: what is shown then reaches one of them never, while nobody writes.
 */
export function createAbsentLack(myUserId: string): Lack {
    const tries = new Map<string, number>();
    const nameOf = ({ record }: RoomEntry, userId: string) => `${record.roomId} ${userId}`;
    const isSilent = ({ gate }: RoomEntry, userId: string) =>
        !gate.clearances.has(userId) && !gate.stripped.has(stateName({ type: wire.presentation, state_key: userId }));
    return {
        name: "absent",
        firstMs: ABSENT_MS,
        find(entry) {
            if (!isGated(entry)) return [];
            const joined = [...entry.members.values()].filter(({ membership }) => membership === "join");
            const silent = joined.filter(
                ({ userId }) =>
                    userId !== myUserId &&
                    isSilent(entry, userId) &&
                    (tries.get(nameOf(entry, userId)) ?? 0) < MAX_ABSENT_TRIES,
            );
            return silent
                .slice(0, MAX_ABSENT_AT_ONCE)
                .map(({ userId }) => ({ type: wire.presentation, stateKey: userId, senderId: userId }));
        },
        note(entry, asked) {
            for (const { senderId } of asked) {
                const name = nameOf(entry, senderId);
                const before = tries.get(name) ?? 0;
                if (tries.size < MAX_REMEMBERED || before > 0) tries.set(name, before + 1);
            }
        },
    };
}
