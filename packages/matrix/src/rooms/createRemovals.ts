import { type Clock, epochMs } from "@valise/base";
import type { RoomId, UserId } from "@valise/bridge";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { asObject, asString } from "../json.ts";
import type { Outbox } from "../outbox/Outbox.ts";
import type { ToDevice } from "../sync/createToDevice.ts";
import { wire } from "../wire.ts";
import { powerNeeded, powerOf } from "./applyState.ts";
import { roomPath } from "./createRoomCommands.ts";
import type { RoomBook } from "./RoomBook.ts";
import type { RoomRecord } from "./RoomRecord.ts";

/**
 * Tells whoever is taken out of a room, past its servers: a homeserver that still lacked an earlier event when its last member
 * was taken out is refused that event from then on, and never takes in the removal (gate/room/SPEC.md 6).
 */
export interface Removals {
    /** The event by which somebody is in a room; null: not known. To be asked before they are taken out. */
    membershipOf(roomId: string, userId: string): Promise<string | null>;
    /** Queued on the disk when it resolves. */
    tell(roomId: string, userId: string, membership: string): Promise<void>;
    /** What this account was told of in the last run. */
    resume(): void;
    stop(): void;
}

export interface RemovalsParts {
    readonly http: Pick<MatrixHttp, "request">;
    readonly outbox: Pick<Outbox, "enqueue">;
    readonly toDevice: Pick<ToDevice, "on">;
    readonly book: RoomBook;
    readonly clock: Clock;
    readonly myUserId: string;
}

/** So long the own homeserver has to say it by itself. */
const WAIT_MS = 5_000;
const RETRY_MS = 60_000;
const TOLD_FOR_MS = 7 * 86_400_000;

export function createRemovals({ http, outbox, toDevice, book, clock, myUserId }: RemovalsParts): Removals {
    const timers = new Map<string, Disposable>();
    let stopped = false;

    const wait = (roomId: string, ms: number) => {
        timers.get(roomId)?.[Symbol.dispose]();
        if (stopped) return;
        timers.set(
            roomId,
            clock.after(ms, () => void settle(roomId).catch(() => {})),
        );
    };
    /** Nothing is left but the room as an own homeserver shows it that did not hear: gone out of too. */
    const settle = async (roomId: string): Promise<void> => {
        timers.delete(roomId);
        const record = book.get(roomId)?.record;
        const ended = record?.ended ?? null;
        if (record === undefined || ended === null || record.membership !== "join") return forget(record);
        const [now, by] = [await memberOf(http, roomId, myUserId), await memberOf(http, roomId, ended.by)];
        const isKnown = now !== null && by !== null;
        // Brought in again since: that stands. Whoever is out themselves takes nobody out any more.
        if (isKnown && (now.eventId !== ended.membership || isOut(by))) return forget(record);
        const left = isKnown && (await http.request("POST", `${roomPath(roomId)}/leave`, { body: {} })).ok;
        if (!left) return wait(roomId, RETRY_MS);
        record.membership = "leave";
        forget(record);
    };
    const forget = (record: RoomRecord | undefined) => {
        if (record === undefined) return;
        record.ended = null;
        book.changed(record.roomId);
    };

    toDevice.on(wire.removed, async ({ senderId, content, isSenderSigned }) => {
        const [roomId, membership] = [asString(content.room), asString(content.membership)];
        const record = roomId === null ? undefined : book.get(roomId)?.record;
        if (record?.membership !== "join" || membership === null || !mayRemove(record, senderId, myUserId)) return;
        if (!(await isSenderSigned())) return;
        record.ended = { membership, by: senderId };
        book.changed(record.roomId);
        wait(record.roomId, WAIT_MS);
    });

    return {
        membershipOf: async (roomId, userId) => (await memberOf(http, roomId, userId))?.eventId ?? null,
        async tell(roomId, userId, membership) {
            const messages = { [userId as UserId]: { "*": { room: roomId as RoomId, membership } } };
            const payload = { kind: "to-device", type: wire.removed, messages, encrypt: true } as const;
            await outbox.enqueue({ payload, priority: "chat", untilMs: epochMs(clock.nowMs() + TOLD_FOR_MS) });
        },
        resume() {
            for (const { record } of book.all()) if (record.ended != null) wait(record.roomId, WAIT_MS);
        },
        stop() {
            stopped = true;
            for (const timer of timers.values()) timer[Symbol.dispose]();
        },
    };
}

interface Told {
    readonly eventId: string | null;
    readonly membership: string | null;
}

/** Somebody in a room as the own homeserver has it; null: it does not say. */
async function memberOf(http: RemovalsParts["http"], roomId: string, userId: string): Promise<Told | null> {
    const path = `${roomPath(roomId)}/state/m.room.member/${encodeURIComponent(userId)}`;
    const answer = await http.request("GET", path, { query: { format: "event" } });
    if (!answer.ok) return null;
    const { event_id: eventId, content } = answer.value;
    return { eventId: asString(eventId), membership: asString(asObject(content)?.membership) };
}

const isOut = ({ membership }: Told): boolean => membership === "leave" || membership === "ban";

/** By the power that this device knows of: whoever has it, and is in the room, could have them taken out anyway. */
const mayRemove = (record: RoomRecord, senderId: string, myUserId: string): boolean =>
    powerOf(record, senderId) >= powerNeeded(record, "kick") && powerOf(record, senderId) > powerOf(record, myUserId);
