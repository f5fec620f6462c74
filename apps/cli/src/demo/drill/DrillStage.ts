import type { BroadcastSnapshot, RoomId, UserId } from "@valise/bridge";
import type { RunningStack } from "@valise/homeserver";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { until } from "../../engine/until.ts";
import type { DrillCast } from "./cast.ts";
import type { DrillPerson } from "./DrillPerson.ts";
import type { DrillPart } from "./DrillPlan.ts";

/** What one run of an exercise has made so far. */
export interface DrillStage {
    readonly stack: RunningStack;
    readonly cast: DrillCast;
    readonly channel: RoomId;
    /** Where the archive is put. */
    readonly folder: string;
    readonly broadcasts: Map<string, { readonly senderId: UserId; readonly broadcastId: string }>;
    readonly rooms: Map<"activate" | "open-room", RoomId>;
    /** How the rooms were opened, in their order. */
    readonly opened: ("standby" | "cold")[];
    crisisId: string | null;
    archive: string | null;
}

/** The person who plays a part. */
export function playerOf({ cast }: Pick<DrillStage, "cast">, part: DrillPart): DrillPerson {
    const found = cast.get(part);
    if (found === undefined) throw new Error(`nobody plays ${part}`);
    return found;
}

export function roomOf({ rooms }: DrillStage, which: "activate" | "open-room"): RoomId {
    const found = rooms.get(which);
    if (found === undefined) throw new Error(`there is no room of ${which}`);
    return found;
}

/** A broadcast of this run as a device shows it, once it is there. */
export function broadcastOf(stage: DrillStage, engine: EngineConnection, as: string): Promise<BroadcastSnapshot> {
    const named = stage.broadcasts.get(as);
    if (named === undefined) throw new Error(`there is no broadcast ${as}`);
    const isIt = (row: BroadcastSnapshot) =>
        row.broadcastId === named.broadcastId && row.senderId === named.senderId && row.refused === null;
    return until(engine, { topic: "crisis" }, ({ rows }) => rows.find(isIt) ?? null, 120);
}
