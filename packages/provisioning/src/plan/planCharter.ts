import { type CharterDraft, type CharterPins, draftCharter, parseGate, type StatementWire } from "@valise/clearance";
import type { CharterWishWithoutRoom, DesiredRoom } from "../desired/Desired.ts";
import { digestOf } from "../desired/markOf.ts";
import type { ObservedRoom } from "../observed/Observed.ts";
import { readCharterPayload } from "./charterStatus.ts";
import type { PlanBuilder } from "./PlanBuilder.ts";

/**
 * The charter in the room as if it were pinned. Nobody's signature is judged here: what is drafted upon a forged one is
 * refused by every client, and the officer sees what they sign.
 */
function presentPins(statement: StatementWire | null): CharterPins | undefined {
    const wire = readCharterPayload(statement);
    const gate = wire && parseGate(wire.gate);
    if (statement === null || wire === undefined || gate === undefined) return undefined;
    const { gate: gateText, ...rest } = wire;
    const head = { ...rest, gateText, gate, digest: digestOf(statement.payload), by: [] };
    return { heads: [head], replaced: [], links: [], floorSeq: wire.seq };
}

/** The charter to be signed next for a room. `nowS` becomes its time. */
export function nextCharter(
    plan: Pick<PlanBuilder, "policies">,
    wish: CharterWishWithoutRoom,
    room: ObservedRoom,
    nowS: number,
): CharterDraft {
    return draftCharter(presentPins(room.charter), { ...wish, room: room.roomId }, nowS, plan.policies);
}

/** Asks for a room's charter: one holder of CHARTER, or two of CHARTER and RELEASE where it opens access (protocol 2). */
export function needCharter(plan: PlanBuilder, desired: DesiredRoom, room: ObservedRoom | null, nowS: number): void {
    const { key, agency, title, charter } = desired;
    if (charter === null) return;
    const needsRelease = room !== null && nextCharter(plan, charter, room, nowS).needsRelease;
    const [role, signers] = needsRelease ? ["CHARTER RELEASE", 2] : ["CHARTER", 1];
    plan.need({ id: `charter:${key}`, kind: "charter", key, agency, title, role, signers });
}
