import { CAPSULE_TYPE, LEDGER_TYPE } from "@valise/crisis";
import type { Purpose } from "../gate/room/RoomGates.ts";

const ofMachines: readonly string[] = [LEDGER_TYPE, CAPSULE_TYPE];

/** What no person writes, as the cell's ledger, waits for nobody's word that somebody will not read it. */
export function purposeOf({
    kind,
    type,
}: {
    readonly kind: "event" | "file" | "state";
    readonly type: string;
}): Purpose {
    return kind === "state" || ofMachines.includes(type) ? "state" : "message";
}
