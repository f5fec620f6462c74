import { asObject } from "../json.ts";

/** `m.direct` (user id -> room ids), turned round: room id -> with whom. Malformed parts are left out. */
export function directOf(content: unknown): ReadonlyMap<string, string> {
    const direct = new Map<string, string>();
    for (const [userId, rooms] of Object.entries(asObject(content) ?? {})) {
        if (!Array.isArray(rooms)) continue;
        for (const roomId of rooms) if (typeof roomId === "string") direct.set(roomId, userId);
    }
    return direct;
}
