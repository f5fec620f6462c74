import type { Clock } from "@valise/base";
import type { RoomId } from "@valise/bridge";
import { PHASE_TYPE } from "@valise/crisis";
import type { Outbox } from "../outbox/Outbox.ts";
import { powerOf, powerRank } from "./applyState.ts";
import type { RoomBook, RoomEntry } from "./RoomBook.ts";
import type { EncryptedStateRecord } from "./RoomRecord.ts";

/** Lets people who come later read the room's name (protocol 5): it is encrypted again, with the same `seq`. */
export interface NameKeeper {
    /** Somebody else joined the room, or has a device that is new. */
    joined(roomId: string): void;
    /** The encrypted state of the room was sent (again), by anyone. */
    resent(roomId: string): void;
    stop(): void;
}

const SETTLE_MS = 1_500;
const INTERVAL_MS = 30_000;
/** While a new room fills, its people are not kept waiting for its name. */
const FIRST_INTERVAL_MS = 6_000;
const QUICK_RESENDS = 5;
/** Those further down take over when whoever stands above them stays silent. */
const STEP_MS = 20_000;
const POWER_TO_NAME = 50;

export function createNameKeeper(parts: {
    readonly book: RoomBook;
    readonly outbox: Outbox;
    readonly clock: Clock;
    readonly myUserId: string;
}): NameKeeper {
    const { book, outbox, clock, myUserId } = parts;
    const rooms = new Map<string, { timer: Disposable | null; lastMs: number; resends: number }>();

    const stateOf = (roomId: string) => {
        const known = rooms.get(roomId) ?? { timer: null, lastMs: Number.NEGATIVE_INFINITY, resends: 0 };
        rooms.set(roomId, known);
        return known;
    };

    const resend = async (roomId: string) => {
        const entry = book.get(roomId);
        const state = stateOf(roomId);
        state.timer = null;
        if (entry === null || entry.record.membership !== "join") return;
        state.lastMs = clock.monotonicMs();
        state.resends++;
        await send(entry, "m.room.name", "name", entry.record.sealedName);
        await send(entry, "m.room.topic", "topic", entry.record.sealedTopic);
        await send(entry, PHASE_TYPE, "statement", entry.record.sealedPhase);
    };

    const send = async (
        entry: RoomEntry,
        type: string,
        member: string,
        kept: EncryptedStateRecord | null | undefined,
    ) => {
        if (kept?.value == null) return;
        const roomId = entry.record.roomId as RoomId;
        const content = { [member]: kept.value, seq: kept.seq, iat: Math.floor(kept.iatMs / 1000) };
        await outbox.enqueue({ payload: { kind: "state", roomId, type, stateKey: "", content }, priority: "chat" });
    };

    return {
        joined(roomId) {
            const entry = book.get(roomId);
            if (entry === null || !mayName(entry, myUserId)) return;
            const state = stateOf(roomId);
            if (state.timer !== null) return;
            const interval = state.resends < QUICK_RESENDS ? FIRST_INTERVAL_MS : INTERVAL_MS;
            const waitMs = Math.max(SETTLE_MS, state.lastMs + interval - clock.monotonicMs());
            state.timer = clock.after(waitMs + powerRank(entry, myUserId) * STEP_MS, () => void resend(roomId));
        },
        resent(roomId) {
            const state = stateOf(roomId);
            state.lastMs = clock.monotonicMs();
            state.timer?.[Symbol.dispose]();
            state.timer = null;
        },
        stop() {
            for (const state of rooms.values()) state.timer?.[Symbol.dispose]();
            rooms.clear();
        },
    };
}

/** Whether this person is one of those who send the room's name again; false where it has none. */
export function mayName({ record }: RoomEntry, userId: string): boolean {
    const isNamed = record.sealedName !== null || record.sealedTopic !== null;
    return isNamed && record.membership === "join" && powerOf(record, userId) >= POWER_TO_NAME;
}
