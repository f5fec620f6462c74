import { asArray, asNumber, asObject, asString, type JsonObject } from "../json.ts";
import { indexState, type RoomState, stateOf } from "./readSettings.ts";

export const serverOf = (userId: string): string => userId.slice(userId.indexOf(":") + 1);

/** Who of one server may keep a room, by its state, and whose people are in it or invited. */
export function readKeepers(events: readonly (JsonObject | null)[], own: string) {
    const state = indexState(events);
    const members = [...(state.get("m.room.member") ?? [])];
    const people = members.filter(([, { membership }]) => membership === "join" || membership === "invite");
    const joined = members.filter(([, { membership }]) => membership === "join").map(([user]) => user);
    const locals = joined.filter((user) => serverOf(user) === own);
    const creator = asString(events.find((event) => event?.type === "m.room.create")?.sender);
    return {
        servers: [...new Set(people.map(([user]) => serverOf(user)))].sort(),
        locals,
        people: people.map(([user]) => user),
        keepers: locals.filter((user) => mayKeep(state, creator, user)),
        name: asString(stateOf(state, "m.room.name")?.name),
        isRetired: stateOf(state, "m.room.tombstone") !== undefined,
    };
}

/** Creators of version 12 stand above power levels; 100 is what changes everything else. */
function mayKeep(state: RoomState, creator: string | null, user: string): boolean {
    const create = stateOf(state, "m.room.create");
    const creators = [creator, ...asArray(create?.additional_creators)];
    if (create?.room_version === "12" && creators.includes(user)) return true;
    const power = stateOf(state, "m.room.power_levels");
    const level = asNumber(asObject(power?.users)?.[user]) ?? asNumber(power?.users_default) ?? 0;
    return level >= 100;
}
