import { mayKeep, serverOf } from "@valise/provisioning";
import { asString, type JsonObject } from "../json.ts";
import { creatorsOf } from "./readOrigin.ts";
import { indexState, readSettings, stateOf } from "./readSettings.ts";

/** Who of one server may keep a room, by its state, and whose people are in it or invited. */
export function readKeepers(events: readonly (JsonObject | null)[], own: string) {
    const state = indexState(events);
    const members = [...(state.get("m.room.member") ?? [])];
    const people = members.filter(([, { membership }]) => membership === "join" || membership === "invite");
    const joined = members.filter(([, { membership }]) => membership === "join").map(([user]) => user);
    const locals = joined.filter((user) => serverOf(user) === own);
    const [{ power }, creators] = [readSettings(state), creatorsOf(events)];
    return {
        servers: [...new Set(people.map(([user]) => serverOf(user)))].sort(),
        locals,
        people: people.map(([user]) => user),
        keepers: locals.filter((user) => mayKeep(user, power, creators)),
        name: asString(stateOf(state, "m.room.name")?.name),
        isRetired: stateOf(state, "m.room.tombstone") !== undefined,
    };
}
