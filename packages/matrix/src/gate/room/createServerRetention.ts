import type { Clock } from "@valise/base";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import { powerOf, powerRank, statePower } from "../../rooms/applyState.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import type { RoomGate } from "./createRoomGate.ts";

export interface ServerRetention {
    /** To be called whenever the charter, or what the servers were told, may be another. */
    consider(gate: RoomGate): void;
    stop(): void;
}

const TYPE = "m.room.retention";
/** Those further down take over when whoever stands above them stays silent. */
const STEP_MS = 20_000;
/** Two who disagree never fight over the state. */
const QUIET_MS = 600_000;

/**
 * Tells the room's servers how long to keep its events (`m.room.retention`), as the charter says; under a legal hold for as
 * long as they will. What a server does with it nobody can see: clients keep the charter's retention by themselves.
 */
export function createServerRetention(parts: {
    readonly http: Pick<MatrixHttp, "request">;
    readonly clock: Clock;
    readonly myUserId: string;
    entry(roomId: string): RoomEntry | null;
}): ServerRetention {
    const { http, clock, myUserId } = parts;
    const timers = new Map<string, Disposable>();
    const toldAtMs = new Map<string, number>();

    /** Undefined: nothing to tell. Null: to keep all. */
    const lacking = (gate: RoomGate): number | null | undefined => {
        const entry = parts.entry(gate.roomId);
        const { charter } = gate.state();
        if (entry === null || charter === null || !entry.gate.complete) return undefined;
        const { record } = entry;
        if (record.membership !== "join" || powerOf(record, myUserId) < statePower(record, TYPE)) return undefined;
        const { maxAgeS, hold } = charter.retention;
        const wanted = hold || maxAgeS === null ? null : maxAgeS * 1000;
        return wanted === (record.serverMaxAgeMs ?? null) ? undefined : wanted;
    };
    const tell = async (gate: RoomGate) => {
        timers.delete(gate.roomId);
        const wanted = lacking(gate);
        if (wanted === undefined) return;
        toldAtMs.set(gate.roomId, clock.monotonicMs());
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(gate.roomId)}/state/${TYPE}/`;
        await http.request("PUT", path, { body: wanted === null ? {} : { max_lifetime: wanted } });
    };

    return {
        consider(gate) {
            const { roomId } = gate;
            const entry = parts.entry(roomId);
            if (entry === null || timers.has(roomId) || lacking(gate) === undefined) return;
            const quietMs = (toldAtMs.get(roomId) ?? -QUIET_MS) + QUIET_MS - clock.monotonicMs();
            const delayMs = Math.max(powerRank(entry, myUserId) * STEP_MS, quietMs);
            timers.set(
                roomId,
                clock.after(delayMs, () => void tell(gate).catch(() => {})),
            );
        },
        stop() {
            for (const timer of timers.values()) timer[Symbol.dispose]();
        },
    };
}
