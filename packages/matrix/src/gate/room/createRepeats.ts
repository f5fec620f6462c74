import type { Clock } from "@valise/base";
import type { UserId } from "@valise/bridge";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import type { JsonObject } from "../../json.ts";
import type { Outbox } from "../../outbox/Outbox.ts";
import type { RoomBook, RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import { wire } from "../../wire.ts";
import { createAbsentLack, type Lack, strippedLack } from "./createLacks.ts";
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

export function createRepeats(parts: RepeatsParts): Repeats {
    const { outbox, clock, book, myUserId } = parts;
    const lacks = [strippedLack(myUserId), createAbsentLack(myUserId)];
    const waiting = new Map<string, Disposable>();
    let stopped = false;

    const ask = async (lack: Lack, roomId: string, waitMs: number) => {
        waiting.delete(`${lack.name} ${roomId}`);
        const entry = book.get(roomId);
        const isIn = entry?.record.membership === "join" && entry.gate.complete;
        const wanted = isIn ? lack.find(entry) : [];
        if (stopped || !isIn || wanted.length === 0) return;
        lack.note(entry, wanted);
        plan(lack, roomId, waitMs, Math.min(waitMs * 2, MAX_WAIT_MS));
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
    const plan = (lack: Lack, roomId: string, delayMs: number, waitMs: number) => {
        const timer = clock.after(delayMs, () => void ask(lack, roomId, waitMs).catch(() => {}));
        waiting.set(`${lack.name} ${roomId}`, timer);
    };

    book.onChanged((roomIds) => {
        for (const roomId of roomIds) {
            const entry = book.get(roomId);
            if (entry?.record.membership !== "join" || !entry.gate.complete) continue;
            for (const lack of lacks) {
                if (waiting.has(`${lack.name} ${roomId}`) || lack.find(entry).length === 0) continue;
                plan(lack, roomId, lack.firstMs + rankAtServer(entry, myUserId) * STEP_MS, FIRST_WAIT_MS);
            }
        }
    });

    return {
        asked: createRepeater(parts),
        stop() {
            stopped = true;
            for (const timer of waiting.values()) timer[Symbol.dispose]();
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
