import type { Clock } from "@valise/base";
import type { UserId } from "@valise/bridge";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import { asString, type JsonObject } from "../../json.ts";
import type { Outbox } from "../../outbox/Outbox.ts";
import { powerOf, statePower } from "../../rooms/applyState.ts";
import { isGated } from "../../rooms/createRecipients.ts";
import type { RoomBook, RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import { wire } from "../../wire.ts";
import { type StrippedState, stateName, type ToldStatement } from "./GateEvents.ts";

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
/** So long somebody who came may take to show something; whoever still shows nothing after so many questions has nothing to show. */
const ABSENT_MS = 5_000;
const MAX_ABSENT_TRIES = 6;
const MAX_ABSENT_AT_ONCE = 20;
const MAX_WAIT_MS = 600_000;
/** What was just written again is on its way. */
const QUIET_MS = 5_000;
/** One homeserver needs it once; somebody who keeps asking makes no more of it. */
const MAX_FOR_ONE_SERVER = 8;
const MAX_REMEMBERED = 10_000;

export function createRepeats({ http, outbox, clock, book, myUserId, establish }: RepeatsParts): Repeats {
    const waiting = new Map<string, Disposable>();
    const absentTries = new Map<string, number>();
    const repeatedAt = new Map<string, number>();
    const repeatsFor = new Map<string, number>();
    let stopped = false;

    const stripped = (entry: RoomEntry) => [...entry.gate.stripped.values()].filter((each) => isMissing(entry, each));
    const isMissing = ({ gate, members }: RoomEntry, { type, stateKey, senderId }: StrippedState) => {
        if (senderId === myUserId || members.get(senderId)?.membership !== "join") return false;
        // What was said once stays said: it may have come whole before.
        if (type === wire.admission) return statementAt(gate.admissions, stateKey) === undefined;
        return type !== wire.glass || statementAt(gate.glasses, stateKey) === undefined;
    };
    const triesOf = (entry: RoomEntry, userId: string) => absentTries.get(`${entry.record.roomId} ${userId}`) ?? 0;
    /**
     * Presentations of those who are in the room and show nothing. Two homeservers that join at once may not know of each other
     * yet: what is shown then reaches one of them never, while nobody writes.
     */
    const absent = (entry: RoomEntry): StrippedState[] => {
        const { gate, members } = entry;
        if (!isGated(entry)) return [];
        const silent = [...members.values()].filter(
            ({ userId, membership }) =>
                membership === "join" &&
                userId !== myUserId &&
                !gate.clearances.has(userId) &&
                !gate.stripped.has(stateName({ type: wire.presentation, state_key: userId })) &&
                triesOf(entry, userId) < MAX_ABSENT_TRIES,
        );
        return silent
            .slice(0, MAX_ABSENT_AT_ONCE)
            .map(({ userId }) => ({ type: wire.presentation, stateKey: userId, senderId: userId }));
    };
    const noteAsked = ({ record }: RoomEntry, asked: readonly StrippedState[]) => {
        for (const { senderId } of asked) {
            const name = `${record.roomId} ${senderId}`;
            const tries = absentTries.get(name) ?? 0;
            if (absentTries.size < MAX_REMEMBERED || tries > 0) absentTries.set(name, tries + 1);
        }
    };
    const lacks = { stripped: { find: stripped, firstMs: 0 }, absent: { find: absent, firstMs: ABSENT_MS } } as const;
    type Lack = keyof typeof lacks;

    const ask = async (lack: Lack, roomId: string, waitMs: number) => {
        waiting.delete(`${lack} ${roomId}`);
        const entry = book.get(roomId);
        const isIn = entry?.record.membership === "join" && entry.gate.complete;
        const wanted = isIn ? lacks[lack].find(entry) : [];
        if (stopped || !isIn || wanted.length === 0) return;
        if (lack === "absent") noteAsked(entry, wanted);
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
        waiting.set(`${lack} ${roomId}`, timer);
    };

    book.onChanged((roomIds) => {
        for (const roomId of roomIds) {
            const entry = book.get(roomId);
            if (entry?.record.membership !== "join" || !entry.gate.complete) continue;
            for (const lack of ["stripped", "absent"] as const) {
                if (waiting.has(`${lack} ${roomId}`) || lacks[lack].find(entry).length === 0) continue;
                const delayMs = lacks[lack].firstMs + rankAtServer(entry, myUserId) * STEP_MS;
                plan(lack, roomId, delayMs, FIRST_WAIT_MS);
            }
        }
    });

    /** What this account wrote, or may write for others: the content as it stands. Null: nothing to give. */
    const held = (entry: RoomEntry, type: string, stateKey: string): JsonObject | null => {
        const { gate, record } = entry;
        if (type === wire.presentation) {
            const presentation = stateKey === myUserId ? gate.clearances.get(myUserId) : undefined;
            return presentation === undefined ? null : { presentation };
        }
        if (powerOf(record, myUserId) < statePower(record, type)) return null;
        if (type === wire.charter) return stateKey === "" ? gate.charter : null;
        if (type === wire.admission) return statementAt(gate.admissions, stateKey)?.content ?? null;
        return type === wire.glass ? (statementAt(gate.glasses, stateKey)?.content ?? null) : null;
    };
    const mayRepeat = (name: string, server: string): boolean => {
        const forServer = `${name} ${server}`;
        const times = repeatsFor.get(forServer) ?? 0;
        const lastMs = repeatedAt.get(name) ?? Number.NEGATIVE_INFINITY;
        if (times >= MAX_FOR_ONE_SERVER || clock.monotonicMs() - lastMs < QUIET_MS) return false;
        if (repeatsFor.size >= MAX_REMEMBERED && !repeatsFor.has(forServer)) return false;
        repeatsFor.set(forServer, times + 1);
        repeatedAt.set(name, clock.monotonicMs());
        return true;
    };

    return {
        async asked(senderId, content) {
            const [roomId, type, stateKey] = [content.room, content.type, content.key].map(asString);
            if (roomId == null || type == null || stateKey == null) return;
            const entry = book.get(roomId);
            if (entry?.record.membership !== "join") return;
            const isJoined = () => entry.members.get(senderId)?.membership === "join";
            // In a room that nobody opens, as one that stands by, whoever came before is known only by asking.
            if (!isJoined() && !entry.membersComplete) await establish(roomId);
            if (!isJoined()) return;
            const whole = held(entry, type, stateKey);
            if (whole === null || !mayRepeat(`${roomId} ${type} ${stateKey}`, serverNameOf(senderId))) return;
            const path = [roomId, "state", type, stateKey].map(encodeURIComponent).join("/");
            // A server takes the same content for the same event, and sends nothing.
            const body = { ...whole, again: clock.nowMs() };
            await http.request("PUT", `/_matrix/client/v3/rooms/${path}`, { body });
        },
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

const statementAt = (known: ReadonlyMap<string, ToldStatement>, stateKey: string): ToldStatement | undefined =>
    [...known.values()].find((told) => told.stateKey === stateKey);

/** 0: nobody of the same homeserver stands before this person. */
function rankAtServer({ members }: RoomEntry, myUserId: string): number {
    const server = serverNameOf(myUserId);
    let before = 0;
    for (const { userId, membership } of members.values())
        if (membership === "join" && userId < myUserId && serverNameOf(userId) === server) before++;
    return Math.min(before, MAX_RANK);
}
