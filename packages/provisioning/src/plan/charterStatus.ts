import {
    type CharterWire,
    decodeBase64Url,
    formatCharter,
    parseGate,
    parseStrictJson,
    type StatementWire,
} from "@valise/clearance";
import { isSame } from "../desired/compare.ts";
import type { CharterWishWithoutRoom } from "../desired/Desired.ts";

/** What a statement says, read without judging who signed it: that is every client's own to decide. */
export function readPayload(statement: Pick<StatementWire, "payload">): unknown {
    const bytes = decodeBase64Url(statement.payload);
    if (bytes === undefined) return undefined;
    return parseStrictJson(new TextDecoder().decode(bytes));
}

export function readCharterPayload(statement: StatementWire | null): CharterWire | undefined {
    if (statement === null) return undefined;
    try {
        return formatCharter(readPayload(statement) as CharterWire);
    } catch {
        return undefined;
    }
}

export interface CharterStatus {
    readonly present: CharterWire | undefined;
    /** All that the manifest wishes is so. */
    readonly isInForce: boolean;
    /** Access depends on nothing that is still to be signed: people may be let in. */
    readonly mayAdmit: boolean;
}

/** Holds the charter a room has against the one the manifest wishes; number, time and predecessors aside. */
export function charterStatus(wish: CharterWishWithoutRoom, statement: StatementWire | null): CharterStatus {
    const present = readCharterPayload(statement);
    const gate = present && parseGate(present.gate);
    if (present === undefined || gate === undefined) return { present, isInForce: false, mayAdmit: false };
    const { room: _room, epoch: _epoch, iat: _iat, ...presentGate } = gate;
    const mayAdmit = isSame(presentGate, wish.gate);
    const { room, seq, prev, iat, gate: gateText, ...rest } = present;
    const { gate: _gate, ...wished } = wish;
    return { present, isInForce: mayAdmit && isSame(rest, wished), mayAdmit };
}
