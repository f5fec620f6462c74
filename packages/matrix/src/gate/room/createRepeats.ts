import type { Clock } from "@valise/base";
import type { UserId } from "@valise/bridge";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import type { JsonObject } from "../../json.ts";
import type { Outbox } from "../../outbox/Outbox.ts";
import type { RoomBook, RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import { wire } from "../../wire.ts";
import { absentLack, type Lack, strippedLack } from "./createLacks.ts";
import { createMissed } from "./createMissed.ts";
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

export function createRepeats(parts: RepeatsParts): Repeats {
    const { book, myUserId } = parts;
    const askers = [strippedLack(myUserId), absentLack(myUserId)].map((lack) => createAsker(lack, parts));
    book.onChanged((roomIds) => {
        for (const roomId of roomIds) for (const asker of askers) asker.consider(roomId);
    });
    return {
        asked: createRepeater(parts),
        stop() {
            for (const asker of askers) asker.stop();
        },
    };
}

interface Asker {
    /** What the room lacks may have changed. */
    consider(roomId: string): void;
    stop(): void;
}

function createAsker(lack: Lack, { outbox, clock, book, myUserId }: RepeatsParts): Asker {
    const missed = createMissed(lack, clock);
    const waiting = new Map<string, { readonly atMs: number; readonly timer: Disposable }>();
    let stopped = false;
    const delayIn = (entry: RoomEntry) => lack.patienceMs(entry) + rankAtServer(entry, myUserId) * STEP_MS;
    /** Null: nothing is decided there. */
    const roomIn = (roomId: string) => {
        const entry = book.get(roomId);
        return !stopped && entry?.record.membership === "join" && entry.gate.complete ? entry : null;
    };

    const consider = (roomId: string) => {
        const entry = roomIn(roomId);
        const atMs = entry === null ? null : missed.nextMs(entry, delayIn(entry));
        const planned = waiting.get(roomId);
        if (atMs === null || (planned !== undefined && planned.atMs <= atMs)) return;
        planned?.timer[Symbol.dispose]();
        const timer = clock.after(Math.max(0, atMs - clock.monotonicMs()), () => {
            waiting.delete(roomId);
            void ask(roomId).catch(() => {});
        });
        waiting.set(roomId, { atMs, timer });
    };
    const ask = async (roomId: string) => {
        const entry = roomIn(roomId);
        if (entry === null) return;
        const wanted = missed.takeDue(entry, delayIn(entry));
        consider(roomId);
        for (const some of inMessages(wanted)) {
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

    return {
        consider,
        stop() {
            stopped = true;
            for (const { timer } of waiting.values()) timer[Symbol.dispose]();
        },
    };
}

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
