import type { RoomId } from "@valise/bridge";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { until } from "../../engine/until.ts";
import { readClearance } from "../clearance.ts";
import { knownRoom } from "../rooms.ts";

/** Waits until this person's own roles and the room's rules are verified: before that the engine refuses what they may do. */
export async function establish(engine: EngineConnection, roomId: RoomId): Promise<void> {
    await Promise.all([knownRoom(engine, roomId), readClearance(engine)]);
    await until(engine, { topic: "gate", roomId }, ({ state }) => (state === "checking" ? null : state), 30);
}
