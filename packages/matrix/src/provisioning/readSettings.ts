import type { Encryption, JoinRule, Power, RoomSettings } from "@valise/provisioning";
import { asArray, asNumber, asObject, asString, type JsonObject } from "../json.ts";
import { ENCRYPTED_STATE } from "./wire.ts";

/** Current state of a room, by type and state key. */
export type RoomState = ReadonlyMap<string, ReadonlyMap<string, JsonObject>>;

export const stateOf = (state: RoomState, type: string, key = ""): JsonObject | undefined => state.get(type)?.get(key);

/** Rooms that a space leads to. */
export const childrenOf = (state: RoomState): string[] =>
    [...(state.get("m.space.child") ?? [])].filter(([, { via }]) => asArray(via).length > 0).map(([child]) => child);

/** By type, then by state key; what is no state event is passed over. */
export function indexState(events: readonly unknown[]): RoomState {
    const state = new Map<string, Map<string, JsonObject>>();
    for (const event of events.map(asObject)) {
        const [type, key, content] = [asString(event?.type), asString(event?.state_key), asObject(event?.content)];
        if (type === null || key === null || content === null) continue;
        const ofType = state.get(type) ?? new Map<string, JsonObject>();
        state.set(type, ofType.set(key, content));
    }
    return state;
}

/** What a room's state says about access, in words of the manifest. Missing state counts as what Matrix makes of it. */
export function readSettings(state: RoomState): RoomSettings {
    const name = asString(stateOf(state, "m.room.name")?.name);
    const acl = stateOf(state, "m.room.server_acl");
    const maxMs = asNumber(stateOf(state, "m.room.retention")?.max_lifetime);
    return {
        name: name === null || name === "" ? null : name,
        join: readJoin(stateOf(state, "m.room.join_rules")),
        history: asString(stateOf(state, "m.room.history_visibility")?.history_visibility) ?? "shared",
        guests: stateOf(state, "m.room.guest_access")?.guest_access === "can_join",
        encryption: readEncryption(stateOf(state, "m.room.encryption")),
        power: readPower(stateOf(state, "m.room.power_levels")),
        servers: acl === undefined ? null : readServers(acl),
        policy: readPolicy(stateOf(state, "m.room.policy")),
        maxAgeS: maxMs === null ? null : Math.round(maxMs / 1000),
    };
}

/** A list that denies nobody it allows; anything else is named so that it differs from every wish. */
function readServers(acl: JsonObject): readonly string[] {
    const allowed = asArray(acl.allow).filter((server) => typeof server === "string");
    const denied = asArray(acl.deny).filter((server) => typeof server === "string");
    const literals = acl.allow_ip_literals === false ? [] : ["ip-literals"];
    return [...allowed, ...denied.map((server) => `not ${server}`), ...literals].sort();
}

function readPolicy(content: JsonObject | undefined): RoomSettings["policy"] {
    const [server, publicKey] = [asString(content?.via), asString(asObject(content?.public_keys)?.ed25519)];
    return server === null || publicKey === null ? null : { server, publicKey };
}

function readJoin(content: JsonObject | undefined): JoinRule {
    const rule = asString(content?.join_rule) ?? "invite";
    if (rule === "public" || rule === "invite") return { kind: rule };
    const allow = asArray(content?.allow).map(asObject);
    const spaces = allow.map((entry) => (entry?.type === "m.room_membership" ? asString(entry.room_id) : null));
    if (rule !== "restricted" || spaces.some((space) => space === null)) return { kind: "other", rule };
    return { kind: "spaces", spaces: spaces.filter((space) => space !== null).sort() };
}

function readEncryption(content: JsonObject | undefined): Encryption | null {
    if (content?.algorithm !== "m.megolm.v1.aes-sha2") return null;
    return {
        periodMs: asNumber(content.rotation_period_ms),
        messages: asNumber(content.rotation_period_msgs),
        state: content[ENCRYPTED_STATE] === true,
    };
}

function readPower(content: JsonObject | undefined): Power {
    const level = (name: string, missing: number) => asNumber(content?.[name]) ?? missing;
    return {
        users: readLevels(content?.users),
        events: readLevels(content?.events),
        usersDefault: level("users_default", 0),
        eventsDefault: level("events_default", 0),
        stateDefault: level("state_default", content === undefined ? 0 : 50),
        invite: level("invite", 0),
        kick: level("kick", 50),
        ban: level("ban", 50),
        redact: level("redact", 50),
    };
}

function readLevels(value: unknown): Record<string, number> {
    const levels = Object.entries(asObject(value) ?? {}).map(([name, level]) => [name, asNumber(level) ?? 0] as const);
    return Object.fromEntries(levels);
}
