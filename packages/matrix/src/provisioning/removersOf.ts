import { serverOf } from "@valise/provisioning";
import type { JsonObject } from "../json.ts";
import { creatorsOf } from "./readOrigin.ts";
import { indexState, readSettings } from "./readSettings.ts";

/** Who of one server, its steward first, has the power to take somebody out of a room, by its state. */
export function removersOf(events: readonly (JsonObject | null)[], own: string, userId: string): readonly string[] {
    const state = indexState(events);
    const { power } = readSettings(state);
    const creators = creatorsOf(events);
    const levelOf = (user: string) =>
        creators.includes(user) ? Number.POSITIVE_INFINITY : (power.users[user] ?? power.usersDefault);
    const isThere = (user: string) => state.get("m.room.member")?.get(user)?.membership === "join";
    const locals = [...(state.get("m.room.member")?.keys() ?? [])].filter((user) => serverOf(user) === own);
    const able = locals.filter(
        (user) => isThere(user) && levelOf(user) >= power.kick && levelOf(user) > levelOf(userId),
    );
    const steward = `@steward:${own}`;
    return able.sort((a, b) => Number(b === steward) - Number(a === steward) || (a < b ? -1 : 1));
}
