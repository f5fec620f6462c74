import { ok, type Result } from "@valise/base";
import {
    findTrustRoom,
    type LeaverRoom,
    type Leavers,
    type ObservedRoom,
    type PartnerLeaver,
    provisioningWire,
    type ServerFailure,
    serverOf,
} from "@valise/provisioning";
import { asObject } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { inLanes } from "./inLanes.ts";
import { type LeaverWords, readLeaverWords } from "./leaverWords.ts";
import type { StewardsRooms } from "./observeServer.ts";
import { creatorOf } from "./readOrigin.ts";
import { indexState, readSettings, stateOf } from "./readSettings.ts";
import { isUnknown, readState } from "./readState.ts";
import { removersOf } from "./removersOf.ts";

/** Whose server this is, and in which community. */
export interface Whose {
    readonly own: string;
    readonly community: string;
}

/** Who has left at partners and is still in rooms made here, and what partners say of those who left here. */
export async function observeLeavers(
    admin: AdminHttp,
    made: StewardsRooms,
    { own, community }: Whose,
): Promise<Result<Leavers, ServerFailure>> {
    const trustRoom = findTrustRoom(made);
    if (trustRoom === undefined) return ok({ trustRoomId: null, partners: [], asked: [], own: [] });
    const state = await readState(admin, trustRoom.roomId);
    if (!state.ok) return state;
    const said = readLeaverWords(state.value);
    const words = await partnersWords(admin, trustRoom, { own, community });
    if (!words.ok) return words;
    const asks = words.value.flatMap(({ serverName, ended }) => {
        const cleared = said?.clearedOf(serverName) ?? {};
        return [...ended].map(([userId, askedAtMs]) => ({
            ...{ userId, askedAtMs, isCleared: cleared[userId] === askedAtMs },
        }));
    });
    const marks = new Map(made.rooms.map(({ roomId, mark }) => [roomId, mark]));
    const asked = await inLanes(asks, async (ask): Promise<Result<PartnerLeaver, ServerFailure>> => {
        if (ask.isCleared) return ok({ ...ask, rooms: [] });
        const found = await roomsWith(admin, ask.userId, own, marks);
        return found.ok ? ok({ ...ask, rooms: found.value }) : found;
    });
    if (!asked.ok) return asked;
    return ok({
        trustRoomId: trustRoom.roomId,
        partners: words.value.map(({ serverName }) => serverName).sort(),
        asked: [...asked.value].sort((a, b) => b.askedAtMs - a.askedAtMs),
        own: [...(said?.ended ?? [])].map(([userId, askedAtMs]) => ({
            ...{ userId, askedAtMs },
            cleared: words.value
                .filter((partner) => partner.clearedOf(own)[userId] === askedAtMs)
                .map(({ serverName }) => serverName)
                .sort(),
        })),
    });
}

/** Of these people of partners, those whose own server says that their account has ended. */
export async function observeEnded(
    admin: AdminHttp,
    made: StewardsRooms,
    whose: Whose,
    users: readonly string[],
): Promise<Result<readonly string[], ServerFailure>> {
    const trustRoom = findTrustRoom(made);
    if (trustRoom === undefined || users.length === 0) return ok([]);
    const words = await partnersWords(admin, trustRoom, whose);
    if (!words.ok) return words;
    return ok(users.filter((user) => words.value.some(({ ended }) => ended.has(user))));
}

/**
 * As the server itself is in partners' trust rooms through its own publisher, so their state is here. Of several of one partner
 * the one counts in which that partner itself speaks (`findTrustRoom`): a manifest's before any other.
 */
async function partnersWords(
    admin: AdminHttp,
    { settings, members }: ObservedRoom,
    { own, community }: Whose,
): Promise<Result<readonly LeaverWords[], ServerFailure>> {
    const publishers = Object.entries(settings.power.users)
        .filter(([user, level]) => level >= 100 && serverOf(user) === own && members[user] === "join")
        .map(([user]) => user);
    const roomIds = new Set<string>();
    for (const publisher of publishers) {
        const joined = await membershipsOf(admin, publisher, (membership) => membership === "join");
        if (!joined.ok) return joined;
        for (const roomId of joined.value) roomIds.add(roomId);
    }
    const read = await inLanes([...roomIds].sort(), async (roomId) => {
        const state = await readState(admin, roomId);
        if (!state.ok) return isUnknown(state.error) ? ok(undefined) : state;
        const kind = trustRoomKind(state.value, community);
        const words = kind === undefined ? undefined : readLeaverWords(state.value);
        return ok(words && { words, isManaged: kind === "managed" });
    });
    if (!read.ok) return read;
    const found = new Map<string, NonNullable<(typeof read.value)[number]>>();
    for (const each of read.value) {
        if (each === undefined || each.words.serverName === own) continue;
        const known = found.get(each.words.serverName);
        if (known === undefined || (each.isManaged && !known.isManaged)) found.set(each.words.serverName, each);
    }
    return ok([...found.values()].map(({ words }) => words));
}

/** One of the same community, as whoever made it said, or of no manifest's. */
function trustRoomKind(
    events: Parameters<typeof indexState>[0],
    community: string,
): "managed" | "unmanaged" | undefined {
    const state = indexState(events);
    const hasPower = readSettings(state).power.events[provisioningWire.trustBundle] !== undefined;
    if (!hasPower || stateOf(state, "m.room.tombstone") !== undefined) return undefined;
    const said = stateOf(state, "m.room.create")?.[provisioningWire.managed];
    if (said === undefined) return "unmanaged";
    return asObject(said)?.community === community ? "managed" : undefined;
}

async function membershipsOf(
    admin: AdminHttp,
    userId: string,
    isSuch: (membership: unknown) => boolean,
): Promise<Result<readonly string[], ServerFailure>> {
    const answer = await admin.get(`/_synapse/admin/v1/users/${encodeURIComponent(userId)}/memberships`);
    if (!answer.ok) return failed(answer);
    const memberships = Object.entries(asObject(answer.value.memberships) ?? {});
    return ok(memberships.filter(([, membership]) => isSuch(membership)).map(([roomId]) => roomId));
}

/** Rooms made on this server that somebody of another is in or invited to; what others made is theirs to empty. */
async function roomsWith(
    admin: AdminHttp,
    userId: string,
    own: string,
    marks: ReadonlyMap<string, string>,
): Promise<Result<readonly LeaverRoom[], ServerFailure>> {
    const ids = await membershipsOf(admin, userId, (membership) => membership === "join" || membership === "invite");
    if (!ids.ok) return ids;
    const rooms: LeaverRoom[] = [];
    for (const roomId of [...ids.value].sort()) {
        const state = await readState(admin, roomId);
        if (!state.ok) return state;
        if (serverOf(creatorOf(state.value) ?? "") !== own) continue;
        const { name } = readSettings(indexState(state.value));
        const canRemove = removersOf(state.value, own, userId).length > 0;
        rooms.push({ roomId, mark: marks.get(roomId) ?? null, name, canRemove });
    }
    return ok(rooms);
}
