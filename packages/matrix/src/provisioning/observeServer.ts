import { ok, type Result } from "@valise/base";
import { parseStatement, type StatementKind, type StatementWire } from "@valise/clearance";
import {
    type Membership,
    type ObservedAccount,
    type ObservedRoom,
    provisioningWire,
    type ServerFailure,
    type UnmanagedRoom,
} from "@valise/provisioning";
import type { HttpFailure } from "../http/HttpFailure.ts";
import { asArray, asObject, asString, type JsonObject } from "../json.ts";
import { wire } from "../wire.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { inLanes } from "./inLanes.ts";
import { readChanges } from "./readChanges.ts";
import { creatorOf, creatorsOf, versionOf } from "./readOrigin.ts";
import { readOthersRooms } from "./readOthersRooms.ts";
import { childrenOf, indexState, type RoomState, readSettings, stateOf } from "./readSettings.ts";
import { isUnknown, readState } from "./readState.ts";

const PAGE = 500;
/** A partner that does not answer must not hold up a plan. */
const QUERY_TIMEOUT_MS = 5000;

/** Accounts of which something may be so that the list of accounts does not say. */
export interface MayBe {
    readonly suspended: readonly string[];
    readonly unlisted: readonly string[];
}

/** Of these accounts, those for which it is so. */
async function askEach(
    admin: AdminHttp,
    userIds: readonly string[],
    pathOf: (user: string) => string,
    isSuch: (answer: JsonObject) => boolean,
): Promise<Result<ReadonlySet<string>, ServerFailure>> {
    const found = new Set<string>();
    for (const userId of new Set(userIds)) {
        const answer = await admin.get(pathOf(encodeURIComponent(userId)));
        if (answer.ok && isSuch(answer.value)) found.add(userId);
        else if (!answer.ok && !isMissing(answer.error)) return failed(answer);
    }
    return ok(found);
}

/**
 * Every account of the server but its steward, ended ones included. The list does not say who is suspended, or hidden from
 * other agencies, so those for whom it may be so are asked for one by one.
 */
export async function observeAccounts(
    admin: AdminHttp,
    stewardId: string,
    mayBe: MayBe,
): Promise<Result<{ readonly accounts: readonly ObservedAccount[]; readonly hasSteward: boolean }, ServerFailure>> {
    const accounts: ObservedAccount[] = [];
    const userPath = (user: string) => `/_synapse/admin/v2/users/${user}`;
    const suspended = await askEach(admin, mayBe.suspended, userPath, (answer) => isSo(answer.suspended));
    if (!suspended.ok) return suspended;
    const field = (user: string) => `/_matrix/client/v3/profile/${user}/${wire.unlisted}`;
    const unlisted = await askEach(admin, mayBe.unlisted, field, (answer) => Boolean(answer[wire.unlisted]));
    if (!unlisted.ok) return unlisted;
    for (let from: string | null = "0"; from !== null; ) {
        const query: Record<string, string> = {
            from,
            limit: String(PAGE),
            deactivated: "true",
            locked: "true",
            guests: "false",
        };
        const page = await admin.get("/_synapse/admin/v2/users", query);
        if (!page.ok) return failed(page);
        for (const user of asArray(page.value.users).map(asObject)) {
            const userId = asString(user?.name);
            if (user === null || userId === null) continue;
            accounts.push({
                userId,
                displayName: asString(user.displayname),
                isAdmin: isSo(user.admin),
                isLocked: isSo(user.locked),
                isSuspended: suspended.value.has(userId),
                isDeactivated: isSo(user.deactivated),
                isUnlisted: unlisted.value.has(userId),
            });
        }
        from = asString(page.value.next_token);
    }
    const others = accounts.filter(({ userId }) => userId !== stewardId);
    return ok({ accounts: others, hasSteward: others.length < accounts.length });
}

const isMissing = (failure: HttpFailure): boolean => failure.kind === "answered" && failure.status === 404;

/** Synapse on SQLite answers 1 where PostgreSQL answers true. */
export const isSo = (value: unknown): boolean => value === true || value === 1;

/** Which rooms are managed: created by the steward, for one community. */
export interface RoomsOf {
    readonly stewardId: string;
    readonly community: string;
    readonly registerId: string | null;
    /** Marks of rooms made by hand that were taken over, by room id: the register says so. */
    readonly adopted: ReadonlyMap<string, string>;
}

/** What the steward made, and what it took over. */
export interface StewardsRooms {
    readonly rooms: readonly ObservedRoom[];
    readonly unmanagedTrust: ObservedRoom | null;
}

/** Rooms the steward created, in full. Its memberships name them; the server's list of rooms needs statistics to be on. */
export async function observeRooms(admin: AdminHttp, whose: RoomsOf): Promise<Result<StewardsRooms, ServerFailure>> {
    const answer = await admin.get(`/_synapse/admin/v1/users/${encodeURIComponent(whose.stewardId)}/memberships`);
    // No account has no memberships, or is not known at all.
    if (!answer.ok) return isMissing(answer.error) ? ok({ rooms: [], unmanagedTrust: null }) : failed(answer);
    const memberships = Object.entries(asObject(answer.value.memberships) ?? {});
    const ids = memberships.filter(([, membership]) => membership !== "invite").map(([roomId]) => roomId);
    const all = new Set([...ids, ...whose.adopted.keys()]);
    const trust: ObservedRoom[] = [];
    const rooms = await readAll(
        admin,
        [...all].filter((roomId) => roomId !== whose.registerId),
        (roomId, events) => {
            const managed = readManaged(roomId, events, whose);
            const unmanaged = managed === undefined ? readUnmanagedTrust(roomId, events, whose.stewardId) : undefined;
            if (unmanaged !== undefined) trust.push(unmanaged);
            return managed;
        },
    );
    if (!rooms.ok) return rooms;
    trust.sort((a, b) => (a.roomId < b.roomId ? -1 : 1));
    return ok({ rooms: rooms.value, unmanagedTrust: trust[0] ?? null });
}

/** A trust room of the steward's that bears no manifest's mark. */
function readUnmanagedTrust(
    roomId: string,
    events: readonly (JsonObject | null)[],
    stewardId: string,
): ObservedRoom | undefined {
    const said = stateOf(indexState(events), "m.room.create")?.[provisioningWire.managed];
    if (creatorOf(events) !== stewardId || said !== undefined) return undefined;
    const room = readRoom(roomId, events, "", null);
    return room?.settings.power.events[provisioningWire.trustBundle] === undefined ? undefined : room;
}

/** Rooms that someone made by hand and that are not managed yet, in full; those that are not there are left out. */
export function observeNamed(
    admin: AdminHttp,
    whose: RoomsOf,
    roomIds: readonly string[],
): Promise<Result<readonly ObservedRoom[], ServerFailure>> {
    const fresh = roomIds.filter((roomId) => !whose.adopted.has(roomId) && roomId !== whose.registerId);
    return readAll(admin, fresh, (roomId, events) => readHandMade(roomId, events, whose.stewardId, ""));
}

/** Rooms of others that stand open, as far as the server keeps statistics of its rooms; those taken over are not others'. */
export async function observeOpenRooms(
    admin: AdminHttp,
    { stewardId, adopted }: RoomsOf,
): Promise<Result<readonly UnmanagedRoom[], ServerFailure>> {
    const others = await readOthersRooms(admin, stewardId);
    if (!others.ok) return others;
    const unmanaged = others.value.filter(({ roomId }) => !adopted.has(roomId));
    const open = unmanaged.map(({ roomId, told }): UnmanagedRoom => {
        const isOpen = told.join_rules === "public";
        return { roomId, isOpen, isWorldReadable: told.history_visibility === "world_readable" };
    });
    return ok(open.filter(({ isOpen, isWorldReadable }) => isOpen || isWorldReadable));
}

async function readAll(
    admin: AdminHttp,
    ids: readonly string[],
    read: (roomId: string, events: readonly (JsonObject | null)[]) => ObservedRoom | undefined,
): Promise<Result<readonly ObservedRoom[], ServerFailure>> {
    const rooms = await inLanes(ids, async (roomId) => {
        const state = await readState(admin, roomId);
        if (!state.ok) return isUnknown(state.error) ? ok(undefined) : state;
        return ok(read(roomId, state.value));
    });
    return rooms.ok ? ok(rooms.value.filter((room) => room !== undefined)) : rooms;
}

const memberships: ReadonlySet<string> = new Set<Membership>(["join", "invite", "ban", "knock"]);

/** A managed room; undefined when it is another's or another community's, or was retired. */
function readManaged(roomId: string, events: readonly (JsonObject | null)[], whose: RoomsOf): ObservedRoom | undefined {
    const adopted = whose.adopted.get(roomId);
    if (adopted !== undefined) return readHandMade(roomId, events, whose.stewardId, adopted);
    const said = asObject(stateOf(indexState(events), "m.room.create")?.[provisioningWire.managed]);
    const mark = asString(said?.id);
    const isOwn = creatorOf(events) === whose.stewardId && said?.community === whose.community;
    return isOwn && mark !== null ? readRoom(roomId, events, mark, null) : undefined;
}

/** Rooms of the steward's own making, whosever they are, are not made by hand. */
function readHandMade(
    roomId: string,
    events: readonly (JsonObject | null)[],
    stewardId: string,
    mark: string,
): ObservedRoom | undefined {
    const creator = creatorOf(events);
    if (creator === null || creator === stewardId) return undefined;
    return readRoom(roomId, events, mark, { version: versionOf(events), creators: creatorsOf(events) });
}

function readRoom(
    roomId: string,
    events: readonly (JsonObject | null)[],
    mark: string,
    byHand: ObservedRoom["byHand"],
): ObservedRoom | undefined {
    const state = indexState(events);
    const create = stateOf(state, "m.room.create");
    if (stateOf(state, "m.room.tombstone") !== undefined) return undefined;
    const members: Record<string, Membership> = {};
    for (const [userId, content] of state.get("m.room.member") ?? []) {
        const membership = asString(content.membership) ?? "";
        if (memberships.has(membership)) members[userId] = membership as Membership;
    }
    return {
        roomId,
        mark,
        byHand,
        isSpace: create?.type === "m.space",
        settings: readSettings(state),
        changes: readChanges(events),
        members,
        children: childrenOf(state),
        charter: readStatement(stateOf(state, provisioningWire.charter), "charter") ?? null,
        admissions: statementsOf(state, provisioningWire.admission, "admission").map(([, statement]) => statement),
        statements: Object.fromEntries([
            ...statementsOf(state, provisioningWire.template, "template"),
            ...statementsOf(state, provisioningWire.directory, "directory"),
        ]),
    };
}

function readStatement(content: JsonObject | undefined, kind: StatementKind): StatementWire | undefined {
    const parsed = content && parseStatement(content, kind);
    return parsed?.ok ? parsed.value : undefined;
}

function statementsOf(state: RoomState, type: string, kind: StatementKind): [string, StatementWire][] {
    return [...(state.get(type) ?? [])].flatMap(([key, content]) => {
        const statement = readStatement(content, kind);
        return statement === undefined ? [] : [[key, statement] as [string, StatementWire]];
    });
}

/** Master keys as the servers tell them. An admission that names a false one admits nobody: attestations name the true one. */
export async function observeIdentities(
    admin: AdminHttp,
    userIds: readonly string[],
): Promise<Result<Readonly<Record<string, string>>, ServerFailure>> {
    if (userIds.length === 0) return ok({});
    const asked = Object.fromEntries(userIds.map((userId) => [userId, []]));
    const answer = await admin.send("POST", "/_matrix/client/v3/keys/query", {
        device_keys: asked,
        timeout: QUERY_TIMEOUT_MS,
    });
    if (!answer.ok) return failed(answer);
    const found: Record<string, string> = {};
    for (const [userId, value] of Object.entries(asObject(answer.value.master_keys) ?? {})) {
        const [key] = Object.values(asObject(asObject(value)?.keys) ?? {});
        if (userIds.includes(userId) && typeof key === "string" && /^[A-Za-z0-9+/]{43}$/.test(key)) found[userId] = key;
    }
    return ok(found);
}
