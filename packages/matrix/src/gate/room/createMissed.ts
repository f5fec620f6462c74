import type { Clock } from "@valise/base";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import type { Lack } from "./createLacks.ts";
import { type StrippedState, stateName } from "./GateEvents.ts";

/** What rooms lack in one way, and when each of it is asked for next; times are monotonic. */
export interface Missed {
    /** When the next of it is due; null where nothing is left to ask for. What is new is due `delayMs` from now. */
    nextMs(entry: RoomEntry, delayMs: number): number | null;
    /** What is to be asked for now, which counts as asked; each is due again later, twice as late as the last time. */
    takeDue(entry: RoomEntry, delayMs: number): readonly StrippedState[];
}

const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 600_000;
const MAX_REMEMBERED = 10_000;

interface MissedOne {
    readonly state: StrippedState;
    tries: number;
    dueMs: number;
}

export function createMissed(lack: Lack, clock: Clock): Missed {
    const byRoom = new Map<string, ReadonlyMap<string, MissedOne>>();

    /** The most urgent first; what came meanwhile is forgotten. */
    const look = (entry: RoomEntry, delayMs: number): readonly MissedOne[] => {
        const { roomId } = entry.record;
        const before = byRoom.get(roomId);
        const found = lack.find(entry).slice(0, MAX_REMEMBERED);
        const fresh = { tries: 0, dueMs: clock.monotonicMs() + delayMs };
        const now = new Map(
            found.map((state): [string, MissedOne] => {
                const name = stateName({ type: state.type, state_key: state.stateKey });
                return [name, { ...fresh, ...before?.get(name), state }];
            }),
        );
        if (now.size === 0) byRoom.delete(roomId);
        else byRoom.set(roomId, now);
        return [...now.values()].filter(({ tries }) => tries < lack.maxTries).sort(byUrgency);
    };

    return {
        nextMs: (entry, delayMs) => look(entry, delayMs)[0]?.dueMs ?? null,
        takeDue(entry, delayMs) {
            const nowMs = clock.monotonicMs();
            const due = look(entry, delayMs).filter(({ dueMs }) => dueMs <= nowMs);
            for (const each of due.slice(lack.atOnce)) each.dueMs = nowMs + FIRST_WAIT_MS;
            const asked = due.slice(0, lack.atOnce);
            for (const each of asked) {
                each.dueMs = nowMs + Math.min(FIRST_WAIT_MS * 2 ** each.tries, MAX_WAIT_MS);
                each.tries += 1;
            }
            return asked.map(({ state }) => state);
        },
    };
}

/** Whoever was asked less often comes before others of the same time. */
const byUrgency = (a: MissedOne, b: MissedOne) => a.dueMs - b.dueMs || a.tries - b.tries;
