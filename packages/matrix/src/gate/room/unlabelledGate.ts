import type { GateSnapshot, RoomId } from "@valise/bridge";

/** The gate of a room without a charter, and what the others are built on. */
export function unlabelledGate(roomId: RoomId): GateSnapshot {
    return {
        roomId,
        state: "unlabelled",
        code: null,
        marking: null,
        ceiling: null,
        admission: null,
        owner: null,
        agencies: [],
        phase: null,
        exercise: false,
        retentionMs: null,
        hold: false,
        seq: null,
        forked: false,
        anomalies: [],
        mine: { reads: true, code: null, untilMs: null, ask: null },
        offered: [],
        notOffered: [],
        toConfirm: null,
        rows: [],
    };
}
