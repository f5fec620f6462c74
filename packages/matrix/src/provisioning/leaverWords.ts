import { provisioningWire, serverOf } from "@valise/provisioning";
import { asNumber, asObject, asString, type JsonObject } from "../json.ts";
import { creatorOf } from "./readOrigin.ts";

/** What one server says in its own trust room of who has left (provisioning SPEC 4.13). */
export interface LeaverWords {
    readonly serverName: string;
    /** Its own people whose account has ended, and when that was said; newest first. */
    readonly ended: ReadonlyMap<string, number>;
    /** People of another server of whom it says that they are in none of its rooms, by when that was asked. */
    clearedOf(serverName: string): Readonly<Record<string, unknown>>;
}

const STEWARD = "@steward:";
/** What fits an answer's one event with room to spare; a hostile room must not fill the memory either. */
const CHARACTERS = 40_000;

/**
 * A server's word, from the state of a room that its steward made. Only what that steward wrote counts, and only about accounts
 * of its own server: no agency can speak of another's people.
 */
export function readLeaverWords(events: readonly (JsonObject | null)[]): LeaverWords | undefined {
    const steward = creatorOf(events);
    if (steward === null || !steward.startsWith(STEWARD)) return undefined;
    const serverName = steward.slice(STEWARD.length);
    const ended: [string, number][] = [];
    const cleared = new Map<string, JsonObject>();
    for (const event of events) {
        if (event?.type !== provisioningWire.trustLeaver || event.sender !== steward) continue;
        const [key, content] = [asString(event.state_key), asObject(event.content)];
        const atMs = asNumber(event.origin_server_ts);
        if (key === null || content === null || atMs === null) continue;
        const isOwn = key.includes(":") && serverOf(key) === serverName;
        if (content.ended === true && isOwn) ended.push([`@${key}`, atMs]);
        const about = asObject(content.cleared);
        if (about !== null) cleared.set(key, about);
    }
    ended.sort(([a, atMs], [b, thanMs]) => thanMs - atMs || (a < b ? -1 : 1));
    let characters = 0;
    const shown = ended.filter(([userId]) => {
        characters += userId.length + 20;
        return characters <= CHARACTERS;
    });
    return { serverName, ended: new Map(shown), clearedOf: (other) => cleared.get(other) ?? {} };
}
