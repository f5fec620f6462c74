import { err, ok, type Result } from "@valise/base";
import { type ClaimEvent, provisioningWire, type RegisterEntry, type ServerFailure } from "@valise/provisioning";
import { asArray, asNumber, asObject, asString, type JsonObject } from "../json.ts";
import { roomVersion } from "../rooms/newRoom.ts";
import type { Access } from "./createAccess.ts";
import { failed } from "./createAdminHttp.ts";
import { readState } from "./readState.ts";
import { registerWire } from "./wire.ts";

const client = "/_matrix/client/v3";
const path = (...parts: readonly string[]) => parts.map(encodeURIComponent).join("/");
const done = (answer: Result<unknown, ServerFailure>): Result<void, ServerFailure> => (answer.ok ? ok() : answer);

/**
 * A room of the steward's alone, on this server alone, that holds what is managed here. Its alias makes it one: the server
 * lets no second room have it. Its timeline's order is the server's, which is what the lock stands on.
 */
export interface RegisterRoom {
    /** Null when there is none yet. */
    find(): Promise<Result<string | null, ServerFailure>>;
    ensure(): Promise<Result<string, ServerFailure>>;
    entries(): Promise<Result<Record<string, RegisterEntry>, ServerFailure>>;
    write(key: string, value: RegisterEntry | null): Promise<Result<void, ServerFailure>>;
    writeBatch(name: string, entries: Readonly<Record<string, RegisterEntry>>): Promise<Result<void, ServerFailure>>;
    append(type: string, content: object): Promise<Result<string, ServerFailure>>;
    /** Newest last. `all`: back to the beginning. */
    history(type: string, all: boolean): Promise<Result<readonly JsonObject[], ServerFailure>>;
}

/** No key of an entry begins so. */
const BATCH = "batch#";

export function createRegister(access: Access, serverName: string, community: string): RegisterRoom {
    // Community names have no slash, so no entry of one is another's.
    const prefix = `${community}/`;
    const alias = `#${registerWire.alias}:${serverName}`;
    let known: string | null = null;
    const { admin } = access;

    const find: RegisterRoom["find"] = async () => {
        if (known !== null) return ok(known);
        const answer = await admin.get(`${client}/directory/room/${encodeURIComponent(alias)}`);
        if (answer.ok) known = asString(answer.value.room_id);
        else if (answer.error.kind !== "answered" || answer.error.status !== 404) return failed(answer);
        return ok(known);
    };
    const mustFind = async (): Promise<Result<string, ServerFailure>> => {
        const found = await find();
        if (!found.ok) return found;
        return found.value === null ? err({ kind: "refused", status: 404, errcode: null }) : ok(found.value);
    };

    return {
        find,
        async ensure() {
            const found = await find();
            if (!found.ok) return found;
            if (found.value !== null) {
                const state = await readState(admin, found.value);
                if (state.ok && state.value.length > 1) return ok(found.value);
                // A server killed while it made the room leaves the name behind, leading nowhere.
                const removed = await asSteward(
                    access,
                    "DELETE",
                    `${client}/directory/room/${encodeURIComponent(alias)}`,
                );
                if (!removed.ok) return removed;
                known = null;
            }
            const made = await asSteward(access, "POST", `${client}/createRoom`, {
                room_version: roomVersion,
                preset: "private_chat",
                visibility: "private",
                room_alias_name: registerWire.alias,
                creation_content: { "m.federate": false },
                power_level_content_override: { state_default: 100, events_default: 100 },
            });
            if (made.ok) known = asString(made.value.room_id);
            else if (made.error.kind !== "refused" || made.error.errcode !== "M_ROOM_IN_USE") return made;
            return mustFind();
        },
        async entries() {
            const found = await find();
            if (!found.ok) return found;
            if (found.value === null) return ok({});
            const state = await readState(admin, found.value);
            return state.ok ? ok(readEntries(state.value, prefix)) : state;
        },
        async write(key, value) {
            const roomId = await mustFind();
            if (!roomId.ok) return roomId;
            const to = `${client}/rooms/${path(roomId.value, "state", provisioningWire.managed, prefix + key)}`;
            return done(await asSteward(access, "PUT", to, value ?? {}));
        },
        async writeBatch(name, batch) {
            return this.write(`${BATCH}${name}`, batch);
        },
        async append(type, content) {
            const roomId = await mustFind();
            if (!roomId.ok) return roomId;
            const id = crypto.randomUUID();
            const sent = await asSteward(
                access,
                "PUT",
                `${client}/rooms/${path(roomId.value, "send", type, id)}`,
                content,
            );
            if (!sent.ok) return sent;
            const eventId = asString(sent.value.event_id);
            return eventId === null ? err({ kind: "not-a-homeserver" }) : ok(eventId);
        },
        async history(type, all) {
            const roomId = await mustFind();
            if (!roomId.ok) return roomId;
            const steward = await access.steward();
            if (!steward.ok) return steward;
            const events: JsonObject[] = [];
            let from: string | null = null;
            do {
                const query: Record<string, string> = {
                    dir: "b",
                    limit: "100",
                    filter: JSON.stringify({ types: [type] }),
                };
                if (from !== null) query.from = from;
                const page = await steward.value.get(`${client}/rooms/${path(roomId.value)}/messages`, query);
                if (!page.ok) return failed(page);
                for (const event of asArray(page.value.chunk).map(asObject))
                    if (event?.type === type) events.push(event);
                from = asString(page.value.end);
            } while (all && from !== null);
            return ok(events.reverse());
        },
    };
}

/** Entries of one community: those in batches, and before them those written by themselves. */
function readEntries(events: readonly (JsonObject | null)[], prefix: string): Record<string, RegisterEntry> {
    const single = new Map<string, RegisterEntry>();
    const batched = new Map<string, RegisterEntry>();
    for (const event of events) {
        const [content, key] = [asObject(event?.content), asString(event?.state_key)];
        if (event?.type !== provisioningWire.managed || content === null || !key?.startsWith(prefix)) continue;
        const name = key.slice(prefix.length);
        if (!name.startsWith(BATCH)) single.set(name, content);
        else for (const [each, value] of Object.entries(content)) batched.set(each, asObject(value) ?? {});
    }
    const entries = [...new Map([...batched, ...single])];
    return Object.fromEntries(entries.filter(([, content]) => Object.keys(content).length > 0));
}

export async function asSteward(
    access: Access,
    method: "PUT" | "POST" | "DELETE",
    to: string,
    body?: object,
): Promise<Result<JsonObject, ServerFailure>> {
    const steward = await access.steward();
    if (!steward.ok) return steward;
    const answer = await steward.value.send(method, to, body);
    return answer.ok ? answer : failed(answer);
}

/** A claim as the server keeps it; undefined for what is none. */
export function readClaim(event: JsonObject): ClaimEvent | undefined {
    const content = asObject(event.content);
    const [id, atMs] = [asString(event.event_id), asNumber(event.origin_server_ts)];
    const kind = asString(content?.kind);
    const [owner, claim, breaks] = [asString(content?.owner), asString(content?.claim), asString(content?.breaks)];
    const process = asString(content?.process) ?? "";
    if (id === null || atMs === null) return undefined;
    if (kind === "claim" && owner !== null)
        return { kind, owner, process, id, atMs, ...(breaks !== null && { breaks }) };
    if (kind === "sign-of-life" && owner !== null && claim !== null) return { kind, owner, process, claim, id, atMs };
    return kind === "release" && claim !== null ? { kind, claim, id, atMs } : undefined;
}
