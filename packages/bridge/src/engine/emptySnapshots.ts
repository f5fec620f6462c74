import type { RoomId } from "../ids.ts";
import type { ClearanceSnapshot, GateSnapshot } from "./gateSnapshot.ts";

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

/** Of a person whose agency has said nothing of them here. */
export const noClearance: ClearanceSnapshot = {
    trust: { state: "none", code: null, bundleSeq: null, bundleExpiresMs: null, deviceOnly: [], lists: [] },
    state: "none",
    code: null,
    agency: null,
    marking: null,
    claims: [],
    issuedAtMs: null,
    expiresAtMs: null,
    identityCode: null,
    rows: [],
};
