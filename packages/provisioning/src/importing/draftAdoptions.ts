import { stringify } from "yaml";
import type { Desired } from "../desired/Desired.ts";
import { serverOf } from "../desired/serverOf.ts";
import type { HandMadeRoom } from "../ports/AgencyServer.ts";
import { draftRooms } from "./draftRooms.ts";

/**
 * For each room made by hand that the manifest could hold, by its id: a file of a manifest, to be included, that takes it over
 * (SPEC 4.10). What the manifest already has keeps its key.
 */
export function draftAdoptions(
    desired: Desired,
    own: string,
    rooms: readonly HandMadeRoom[],
): ReadonlyMap<string, string> {
    const agency = desired.agencies.find(({ id }) => id === own);
    if (agency === undefined) return new Map();
    const drafted = draftRooms([{ agency, accounts: [], rooms }], peopleOf(desired, rooms));
    const taken = new Set(desired.rooms.map(({ key }) => key));
    const pieces = new Map<string, string>();
    for (const section of ["spaces", "rooms"] as const)
        for (const [key, { space: _apart, ...room }] of Object.entries(drafted[section])) {
            const entry = { [freeKey(section, key, taken)]: room };
            pieces.set(room.adopt, stringify({ valise: 1, [section]: entry }));
        }
    return pieces;
}

/** Whom the manifest lists; of an agency whose accounts it does not list, everybody. */
function peopleOf({ agencies, accounts }: Desired, rooms: readonly HandMadeRoom[]): ReadonlySet<string> {
    const listing = new Set(accounts.map(({ agency }) => agency));
    const open = new Set(agencies.filter(({ id }) => !listing.has(id)).map(({ server }) => server));
    const others = rooms.flatMap(({ members }) => members.filter((user) => open.has(serverOf(user))));
    return new Set([...accounts.map(({ userId }) => userId), ...others]);
}

function freeKey(section: string, key: string, taken: ReadonlySet<string>): string {
    let free = key;
    for (let n = 2; taken.has(`${section}/${free}`); n++) free = `${key}-${n}`;
    return free;
}
