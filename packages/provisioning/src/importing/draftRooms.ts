import { byCodeUnit } from "../desired/compare.ts";
import { formatDurationS } from "../manifest/durations.ts";
import type { HandMadeRoom } from "../ports/AgencyServer.ts";
import type { FoundServer } from "./draftManifest.ts";
import { plain } from "./plain.ts";

interface DraftedRoom {
    readonly agency: string;
    readonly name: string;
    readonly adopt: string;
    readonly space?: string;
    readonly members: readonly string[];
    readonly moderators: readonly string[];
    readonly encrypted?: false;
    readonly retention?: string;
}

/** Rooms as a manifest writes them, by key, and those that stay as they are. */
export interface DraftedRooms {
    readonly spaces: Readonly<Record<string, DraftedRoom>>;
    readonly rooms: Readonly<Record<string, DraftedRoom>>;
    readonly left: readonly { readonly agency: string; readonly rooms: readonly HandMadeRoom[] }[];
}

/** As many members as a manifest names in one room. */
const MEMBERS_AT_MOST = 2000;

/**
 * Rooms that a manifest can hold as they are: named in clear (a conversation between two is not), kept by someone of their own server,
 * with nobody in them whom the manifest does not list.
 */
export function draftRooms(found: readonly FoundServer[], listed: ReadonlySet<string>): DraftedRooms {
    const spaces: Record<string, DraftedRoom> = {};
    const rooms: Record<string, DraftedRoom> = {};
    const left: DraftedRooms["left"][number][] = [];
    const taken = new Set<string>();
    for (const { agency, rooms: all } of found) {
        const sorted = [...all].sort((a, b) => byCodeUnit(a.roomId, b.roomId));
        const fit = sorted.filter((room) => !taken.has(room.roomId) && isDraftable(room, listed));
        for (const { roomId } of fit) taken.add(roomId);
        const spaceKeys = new Map<string, string>();
        for (const room of fit.filter(({ isSpace }) => isSpace)) {
            const key = keyFor(room, spaces);
            spaces[key] = draftRoom(room, agency);
            for (const child of room.children) if (!spaceKeys.has(child)) spaceKeys.set(child, key);
        }
        for (const room of fit.filter(({ isSpace }) => !isSpace))
            rooms[keyFor(room, rooms)] = draftRoom(room, agency, spaceKeys.get(room.roomId));
        left.push({ agency: agency.id, rooms: sorted.filter((room) => !fit.includes(room)) });
    }
    return { spaces, rooms, left };
}

function isDraftable(room: HandMadeRoom, listed: ReadonlySet<string>): boolean {
    const { name, members, keepers, isSpecial, settings } = room;
    // A manifest says nothing of how long a space is kept.
    if (room.isSpace && settings.maxAgeS !== null) return false;
    if (
        isSpecial ||
        !isPlain(settings) ||
        nameOf(name) === "" ||
        keepers.length === 0 ||
        members.length > MEMBERS_AT_MOST
    )
        return false;
    return members.every((user) => listed.has(user));
}

/** Nothing in it asks more than a managed room does, so that taking it over opens nothing. */
function isPlain({ power, servers, policy }: HandMadeRoom["settings"]): boolean {
    const { usersDefault, eventsDefault, stateDefault, invite, kick, ban, redact } = power;
    const thresholds = [stateDefault, invite, kick, ban, redact];
    const isUsual = usersDefault >= 0 && eventsDefault <= 0 && thresholds.every((level) => level <= 50);
    return isUsual && servers === null && policy === null;
}

const nameOf = (name: string | null): string =>
    plain(name ?? "")
        .slice(0, 100)
        .trim();

function draftRoom(room: HandMadeRoom, { id, server }: FoundServer["agency"], space?: string): DraftedRoom {
    const { encryption, maxAgeS } = room.settings;
    const refs = (users: readonly string[]) =>
        [...users]
            .sort(byCodeUnit)
            .map((user) => (user.endsWith(`:${server}`) ? user.slice(1, user.indexOf(":")) : user));
    return {
        agency: id,
        name: nameOf(room.name),
        adopt: room.roomId,
        ...(space !== undefined && { space }),
        members: refs(room.members),
        moderators: refs(room.keepers),
        ...(!room.isSpace && encryption === null && { encrypted: false as const }),
        ...(!room.isSpace && maxAgeS !== null && { retention: formatDurationS(maxAgeS) }),
    };
}

/** From the name, in letters that a key may have; numbered where another room has it. */
function keyFor({ name }: HandMadeRoom, used: Readonly<Record<string, unknown>>): string {
    const letters = nameOf(name)
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^[^a-z]+|-+$/g, "")
        .slice(0, 50)
        .replace(/-+$/, "");
    const base = letters === "" ? "room" : letters;
    let key = base;
    for (let n = 2; used[key] !== undefined; n++) key = `${base}-${n}`;
    return key;
}
