import type { Clock } from "@valise/base";
import type { UserId } from "@valise/bridge";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import type { JsonObject } from "../../json.ts";
import type { Outbox } from "../../outbox/Outbox.ts";
import type { RoomBook, RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import { wire } from "../../wire.ts";
import { absentLack, type Lack, strippedLack } from "./createLacks.ts";
import { createRepeater } from "./createRepeater.ts";
import type { StrippedState } from "./GateEvents.ts";

/**
 * What the gate decides by and one's own homeserver holds without its content, or never got (SPEC.md 1): whoever wrote it is
 * asked to write it again, and writes again what others ask for.
 */
export interface Repeats {
    asked(senderId: string, content: JsonObject): Promise<void>;
    stop(): void;
}

export interface RepeatsParts {
    readonly http: Pick<MatrixHttp, "request">;
    readonly outbox: Pick<Outbox, "enqueue">;
    readonly clock: Clock;
    readonly book: RoomBook;
    readonly myUserId: string;
    /** Asks who is in a room, where that is not known. */
    establish(roomId: string): Promise<void>;
}

/** Of those at one homeserver the first asks; whoever stands further down only if it is still missing then. */
const STEP_MS = 3_000;
const MAX_RANK = 20;
const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 600_000;
const MAX_REMEMBERED = 10_000;

/** One thing that is missing, and when it is asked for next (monotonic). */
interface Missed {
    readonly state: StrippedState;
    tries: number;
    dueMs: number;
}

export function createRepeats(parts: RepeatsParts): Repeats {
    const { outbox, clock, book, myUserId } = parts;
    const lacks = [strippedLack(myUserId), absentLack(myUserId)];
    const missed = new Map<string, Map<string, Missed>>();
    const waiting = new Map<string, { readonly atMs: number; readonly timer: Disposable }>();
    let stopped = false;

    /** What is missing and may still be asked for, the most urgent first; what came meanwhile is forgotten. */
    const look = (lack: Lack, entry: RoomEntry): readonly Missed[] => {
        const name = `${lack.name} ${entry.record.roomId}`;
        const found = lack.find(entry);
        const before = missed.get(name);
        if (found.length === 0) {
            missed.delete(name);
            return [];
        }
        const firstMs = clock.monotonicMs() + rankAtServer(entry, myUserId) * STEP_MS + lack.patienceMs;
        const now = new Map(
            found.slice(0, MAX_REMEMBERED).map((state): [string, Missed] => {
                const key = `${state.type} ${state.stateKey}`;
                return [key, { tries: 0, dueMs: firstMs, ...before?.get(key), state }];
            }),
        );
        missed.set(name, now);
        return [...now.values()].filter(({ tries }) => tries < lack.maxTries).sort(byUrgency);
    };
    const plan = (lack: Lack, entry: RoomEntry) => {
        const name = `${lack.name} ${entry.record.roomId}`;
        const [first] = look(lack, entry);
        const planned = waiting.get(name);
        if (first === undefined || (planned !== undefined && planned.atMs <= first.dueMs)) return;
        planned?.timer[Symbol.dispose]();
        const timer = clock.after(Math.max(0, first.dueMs - clock.monotonicMs()), () => {
            waiting.delete(name);
            void ask(lack, entry.record.roomId).catch(() => {});
        });
        waiting.set(name, { atMs: first.dueMs, timer });
    };
    const ask = async (lack: Lack, roomId: string) => {
        const entry = book.get(roomId);
        if (stopped || entry?.record.membership !== "join" || !entry.gate.complete) return;
        const nowMs = clock.monotonicMs();
        const due = look(lack, entry).filter(({ dueMs }) => dueMs <= nowMs);
        const asked = due.slice(0, lack.atOnce);
        for (const each of due.slice(lack.atOnce)) each.dueMs = nowMs + FIRST_WAIT_MS;
        for (const each of asked) {
            each.dueMs = nowMs + Math.min(FIRST_WAIT_MS * 2 ** each.tries, MAX_WAIT_MS);
            each.tries += 1;
        }
        plan(lack, entry);
        for (const some of inMessages(asked.map(({ state }) => state))) {
            // In clear: whoever is not cleared gets no ciphertext, and servers know what they hold.
            const messages = Object.fromEntries(
                some.map(({ type, stateKey, senderId }) => [
                    senderId as UserId,
                    { "*": { room: roomId, type, key: stateKey } },
                ]),
            );
            const payload = { kind: "to-device", type: wire.stateRepeat, messages, encrypt: false } as const;
            await outbox.enqueue({ payload, priority: "chat" });
        }
    };

    book.onChanged((roomIds) => {
        for (const roomId of roomIds) {
            const entry = book.get(roomId);
            if (entry?.record.membership !== "join" || !entry.gate.complete) continue;
            for (const lack of lacks) plan(lack, entry);
        }
    });

    return {
        asked: createRepeater(parts),
        stop() {
            stopped = true;
            for (const { timer } of waiting.values()) timer[Symbol.dispose]();
        },
    };
}

/** Whoever was asked less often comes before others of the same time. */
const byUrgency = (a: Missed, b: Missed) => a.dueMs - b.dueMs || a.tries - b.tries;

/** As few messages as there can be, which hold one thing a person. */
function inMessages(wanted: readonly StrippedState[]): readonly StrippedState[][] {
    const messages: StrippedState[][] = [];
    for (const each of wanted) {
        const free = messages.find((some) => !some.some(({ senderId }) => senderId === each.senderId));
        if (free === undefined) messages.push([each]);
        else free.push(each);
    }
    return messages;
}

/** 0: nobody of the same homeserver stands before this person. */
function rankAtServer({ members }: RoomEntry, myUserId: string): number {
    const server = serverNameOf(myUserId);
    let before = 0;
    for (const { userId, membership } of members.values())
        if (membership === "join" && userId < myUserId && serverNameOf(userId) === server) before++;
    return Math.min(before, MAX_RANK);
}
