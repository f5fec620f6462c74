import { asArray, asString, type JsonObject } from "../json.ts";
import { indexState, stateOf } from "./readSettings.ts";

/** The room version from which on creators stand above power levels. */
const CREATORS_FROM = 12;

/** Who made a room. */
export const creatorOf = (events: readonly (JsonObject | null)[]): string | null =>
    asString(events.find((event) => event?.type === "m.room.create")?.sender);

/** Which version a room has; the first one did not say. */
export const versionOf = (events: readonly (JsonObject | null)[]): string =>
    asString(stateOf(indexState(events), "m.room.create")?.room_version) ?? "1";

/** Who stands above all power levels of a room for good, sorted; nobody before version 12. */
export function creatorsOf(events: readonly (JsonObject | null)[]): readonly string[] {
    const creator = creatorOf(events);
    if (creator === null || !(Number(versionOf(events)) >= CREATORS_FROM)) return [];
    const others = asArray(stateOf(indexState(events), "m.room.create")?.additional_creators);
    return [...new Set([creator, ...others.filter((user) => typeof user === "string")])].sort();
}
