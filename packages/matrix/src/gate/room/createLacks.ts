import { isGated } from "../../rooms/createRecipients.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import { wire } from "../../wire.ts";
import { joinedIn } from "./createRoomGate.ts";
import { type StrippedState, statementAt, stateName } from "./GateEvents.ts";

/** One way in which one's own homeserver can lack what the gate of a room decides by. */
export interface Lack {
    readonly name: string;
    /** Whoever still gives nothing after so many questions has nothing to give. */
    readonly maxTries: number;
    /** So many are asked for at once. */
    readonly atOnce: number;
    /** So long, in ms, what is missing may still come by itself. */
    patienceMs(entry: RoomEntry): number;
    find(entry: RoomEntry): readonly StrippedState[];
}

const ABSENT_MS = 5_000;
const SMALL = 50;

/** Everybody in a room is told of what each shows: among many it takes as many times longer to arrive. */
export const crowdOf = (entry: RoomEntry): number => Math.max(1, joinedIn(entry).length / SMALL);

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
 * yet: what is shown then reaches one of them never, while nobody writes. One's own homeserver has what its own people show.
 */
export function absentLack(myUserId: string): Lack {
    const own = serverNameOf(myUserId);
    const isAbsent = ({ gate }: RoomEntry, { userId, membership }: { userId: string; membership: string }) =>
        membership === "join" &&
        !gate.clearances.has(userId) &&
        !gate.stripped.has(stateName({ type: wire.presentation, state_key: userId })) &&
        serverNameOf(userId) !== own;
    const find = (entry: RoomEntry) =>
        (isGated(entry) ? [...entry.members.values()] : [])
            .filter((member) => isAbsent(entry, member))
            .map(({ userId }) => ({ type: wire.presentation, stateKey: userId, senderId: userId }));
    return { name: "absent", maxTries: 6, atOnce: 20, patienceMs: (entry) => ABSENT_MS * crowdOf(entry), find };
}
