import { asString, type JsonObject } from "../../json.ts";
import { powerOf, statePower } from "../../rooms/applyState.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import { wire } from "../../wire.ts";
import { crowdOf } from "./createLacks.ts";
import type { Repeats, RepeatsParts } from "./createRepeats.ts";
import { statementAt } from "./GateEvents.ts";

/**
 * What was just written again is on its way. Where homeservers are slow everybody asks for it meanwhile, so each time it is given twice
 * as long: at first a little less than the asking lasts from one question to the next.
 */
const QUIET_MS = 4_000;
const MAX_QUIET_MS = 600_000;
/** One homeserver needs it once; somebody who keeps asking makes no more of it. */
const MAX_FOR_ONE_SERVER = 8;
const MAX_REMEMBERED = 10_000;

/** Writes again what others ask for (SPEC.md 2). */
export function createRepeater(parts: Omit<RepeatsParts, "outbox">): Repeats["asked"] {
    const { http, clock, book, myUserId, establish } = parts;
    const repeated = new Map<string, { readonly times: number; readonly untilMs: number }>();
    const repeatsFor = new Map<string, number>();

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
    const quietMs = (entry: RoomEntry, times: number) => Math.min(crowdOf(entry) * QUIET_MS * 2 ** times, MAX_QUIET_MS);
    const shown = new Map<string, string | undefined>();
    // Among many, whoever comes is asked before they have shown anything, and hears of it after.
    book.onChanged((roomIds) => {
        for (const roomId of roomIds) {
            const entry = book.get(roomId);
            const presentation = entry?.gate.clearances.get(myUserId);
            if (entry === null || shown.get(roomId) === presentation) continue;
            shown.set(roomId, presentation);
            const untilMs = clock.monotonicMs() + quietMs(entry, 0) - QUIET_MS;
            repeated.set(nameOf(roomId, wire.presentation, myUserId), { times: 0, untilMs });
        }
    });
    const mayRepeat = (name: string, server: string, entry: RoomEntry): boolean => {
        const forServer = `${name} ${server}`;
        const timesForServer = repeatsFor.get(forServer) ?? 0;
        const { times, untilMs } = repeated.get(name) ?? { times: 0, untilMs: Number.NEGATIVE_INFINITY };
        const nowMs = clock.monotonicMs();
        if (timesForServer >= MAX_FOR_ONE_SERVER || nowMs < untilMs) return false;
        if (repeatsFor.size >= MAX_REMEMBERED && !repeatsFor.has(forServer)) return false;
        repeatsFor.set(forServer, timesForServer + 1);
        repeated.set(name, { times: times + 1, untilMs: nowMs + quietMs(entry, times) });
        return true;
    };

    return async (senderId, content) => {
        const [roomId, type, stateKey] = [content.room, content.type, content.key].map(asString);
        if (roomId == null || type == null || stateKey == null) return;
        const entry = book.get(roomId);
        if (entry?.record.membership !== "join") return;
        const isJoined = () => entry.members.get(senderId)?.membership === "join";
        // In a room that nobody opens, as one that stands by, whoever came before is known only by asking.
        if (!isJoined() && !entry.membersComplete) await establish(roomId);
        if (!isJoined()) return;
        const whole = held(entry, type, stateKey);
        if (whole === null || !mayRepeat(nameOf(roomId, type, stateKey), serverNameOf(senderId), entry)) return;
        const path = [roomId, "state", type, stateKey].map(encodeURIComponent).join("/");
        // A server takes the same content for the same event, and sends nothing.
        const body = { ...whole, again: clock.nowMs() };
        await http.request("PUT", `/_matrix/client/v3/rooms/${path}`, { body });
    };
}

const nameOf = (roomId: string, type: string, stateKey: string) => `${roomId} ${type} ${stateKey}`;
