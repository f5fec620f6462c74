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
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { readOthersRooms } from "./readOthersRooms.ts";
import { indexState, type RoomState, readSettings, stateOf } from "./readSettings.ts";

const PAGE = 500;
/** Rooms read at once. */
const LANES = 6;
/** A partner that does not answer must not hold up a plan. */
const QUERY_TIMEOUT_MS = 5000;

/**
 * Every account of the server but its steward, ended ones included. The list does not say who is suspended, so those for whom
 * it may be so are asked for one by one.
 */
export async function observeAccounts(
    admin: AdminHttp,
    stewardId: string,
    maySuspended: readonly string[],
): Promise<Result<{ readonly accounts: readonly ObservedAccount[]; readonly hasSteward: boolean }, ServerFailure>> {
    const accounts: ObservedAccount[] = [];
    const suspended = new Set<string>();
    for (const userId of maySuspended) {
        const answer = await admin.get(`/_synapse/admin/v2/users/${encodeURIComponent(userId)}`);
        if (answer.ok && isSo(answer.value.suspended)) suspended.add(userId);
        else if (!answer.ok && !isMissing(answer.error)) return failed(answer);
    }
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
                isSuspended: suspended.has(userId),
                isDeactivated: isSo(user.deactivated),
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
}

/** Rooms the steward created, in full. Its memberships name them; the server's list of rooms needs statistics to be on. */
export async function observeRooms(
    admin: AdminHttp,
    whose: RoomsOf,
): Promise<Result<readonly ObservedRoom[], ServerFailure>> {
    const answer = await admin.get(`/_synapse/admin/v1/users/${encodeURIComponent(whose.stewardId)}/memberships`);
    // No account has no memberships, or is not known at all.
    if (!answer.ok) return isMissing(answer.error) ? ok([]) : failed(answer);
    const memberships = Object.entries(asObject(answer.value.memberships) ?? {});
    const ids = memberships.filter(([, membership]) => membership !== "invite").map(([roomId]) => roomId);
    return readAll(
        admin,
        whose,
        ids.filter((roomId) => roomId !== whose.registerId),
    );
}

/** Rooms of others that stand open, as far as the server keeps statistics of its rooms. */
export async function observeOpenRooms(
    admin: AdminHttp,
    stewardId: string,
): Promise<Result<readonly UnmanagedRoom[], ServerFailure>> {
    const others = await readOthersRooms(admin, stewardId);
    if (!others.ok) return others;
    const open = others.value.map(({ roomId, told }): UnmanagedRoom => {
        const isOpen = told.join_rules === "public";
        return { roomId, isOpen, isWorldReadable: told.history_visibility === "world_readable" };
    });
    return ok(open.filter(({ isOpen, isWorldReadable }) => isOpen || isWorldReadable));
}

async function readAll(
    admin: AdminHttp,
    whose: RoomsOf,
    ids: readonly string[],
): Promise<Result<readonly ObservedRoom[], ServerFailure>> {
    const queue = [...ids];
    const found: ObservedRoom[] = [];
    let failure: Result<never, ServerFailure> | undefined;
    const lane = async () => {
        for (let roomId = queue.shift(); roomId !== undefined && failure === undefined; roomId = queue.shift()) {
            const answer = await admin.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(roomId)}/state`);
            if (!answer.ok) {
                failure = failed(answer);
                return;
            }
            const events = asArray(answer.value.state).map(asObject);
            const room = readRoom(roomId, events, whose);
            if (room !== undefined) found.push(room);
        }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return failure ?? ok(found);
}

const memberships: ReadonlySet<string> = new Set<Membership>(["join", "invite", "ban", "knock"]);

/** A managed room; undefined when it is another's or another community's, or was retired. */
function readRoom(roomId: string, events: readonly (JsonObject | null)[], whose: RoomsOf): ObservedRoom | undefined {
    const isOwn = events.some((event) => event?.type === "m.room.create" && event.sender === whose.stewardId);
    const state = indexState(events);
    const create = stateOf(state, "m.room.create");
    const said = asObject(create?.[provisioningWire.managed]);
    const mark = asString(said?.id);
    if (!isOwn || mark === null || said?.community !== whose.community) return undefined;
    if (stateOf(state, "m.room.tombstone") !== undefined) return undefined;
    const members: Record<string, Membership> = {};
    for (const [userId, content] of state.get("m.room.member") ?? []) {
        const membership = asString(content.membership) ?? "";
        if (memberships.has(membership)) members[userId] = membership as Membership;
    }
    const children = [...(state.get("m.space.child") ?? [])];
    return {
        roomId,
        mark,
        isSpace: create?.type === "m.space",
        settings: readSettings(state),
        members,
        children: children.filter(([, { via }]) => asArray(via).length > 0).map(([child]) => child),
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
