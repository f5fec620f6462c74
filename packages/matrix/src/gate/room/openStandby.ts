import { err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import { authorsWith, type Charter, draftCharter, type TrustContext } from "@valise/clearance";
import { ownerOfClaim } from "@valise/crisis";
import { failureOf } from "../holder/refusals.ts";
import type { RoomDesk } from "./createRoomDesk.ts";
import type { RoomGate } from "./createRoomGate.ts";
import { presentWish } from "./presentWish.ts";
import type { RoomGates } from "./RoomGates.ts";

export interface OpenStandbyParts {
    readonly gates: RoomGates;
    readonly desk: RoomDesk;
    readonly myUserId: string;
}

/**
 * Whose opening of a room that stood by counts: what is actual before an exercise, then the lowest digest (crisis SPEC 15.4).
 * `isContested`: others opened it too, on the other side of a cut link.
 */
export function openingOf(gate: RoomGate | null): { readonly by: string; readonly isContested: boolean } | null {
    const { record, charter } = gate?.state() ?? {};
    const all = (record?.pins?.heads ?? []).filter(({ seq, phase }) => seq >= 2 && phase !== "standby");
    const opened = all
        .filter(({ exercise }) => all.length === 1 || exercise === charter?.exercise)
        .flatMap((head) => openersOf(head).map((by) => ({ digest: head.digest, by, crisis: "" })));
    const owner = ownerOfClaim(opened);
    const isContested = all.length > 1 || all.some((head) => openersOf(head).length > 1);
    return owner === undefined ? null : { by: owner.by, isContested };
}

/**
 * Two who open a room in the same second sign the same words (clearance SPEC 7.4); only what opens has more than one author.
 * It has the gate of what it follows, which says who may.
 */
function openersOf({ seq, by, owner, gate }: Charter): readonly string[] {
    const subs = authorsWith({ by }, "CHARTER", [owner, ...gate.admit]).map(({ sub }) => sub);
    return seq === 2 ? subs : subs.slice(0, 1);
}

/**
 * Opens a room that stands by: charter `seq` 2 with the gate of `seq` 1, so that nobody presents again (protocol 8). Done
 * before, it stays done; `CRS_CLAIMED`: another's opening has the room.
 */
export async function openStandby(
    { gates, desk, myUserId }: OpenStandbyParts,
    roomId: string,
    exercise: boolean,
    context: TrustContext,
): Promise<Result<void, EngineFailure>> {
    const gate = gates.gateOf(roomId);
    await gate?.looked();
    const decided = () => {
        const owner = openingOf(gate);
        if (owner === null) return null;
        return owner.by === myUserId ? ok() : err(failureOf({ code: "CRS_CLAIMED" }));
    };
    const before = decided();
    if (before !== null) return before;
    const state = gate?.state() ?? null;
    const present = presentWish(state);
    if (present === null) return err(failureOf({ code: "CHR_MISSING" }));
    const wish = { ...present, phase: "open" as const, exercise };
    const { charter } = draftCharter(state?.record.pins ?? undefined, wish, desk.nowS(), context.policies);
    const signed = await desk.sign("charter", charter, "CHARTER", roomId);
    if (!signed.ok) return signed;
    const filed = await desk.file(roomId, signed.value);
    return filed.ok ? (decided() ?? err(failureOf({ code: "CHR_MISSING" }))) : filed;
}
