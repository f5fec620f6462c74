import type { RoomKind, RoomSettings, SettingName } from "@valise/provisioning";
import { provisioningWire } from "@valise/provisioning";
import { roomTypes } from "../crisis/wire.ts";
import type { JsonObject } from "../json.ts";
import { roomVersion } from "../rooms/newRoom.ts";
import { ENCRYPTED_STATE } from "./wire.ts";

export interface SettingEvent {
    readonly type: string;
    readonly content: JsonObject;
}

/** The state event that makes one setting so. */
export function settingEvent(setting: SettingName, settings: RoomSettings): SettingEvent {
    switch (setting) {
        case "name":
            return { type: "m.room.name", content: { name: settings.name ?? "" } };
        case "join":
            return { type: "m.room.join_rules", content: joinContent(settings.join) };
        case "history":
            return { type: "m.room.history_visibility", content: { history_visibility: settings.history } };
        case "guests":
            return {
                type: "m.room.guest_access",
                content: { guest_access: settings.guests ? "can_join" : "forbidden" },
            };
        case "encryption":
            return { type: "m.room.encryption", content: encryptionContent(settings) };
        case "power":
            return { type: "m.room.power_levels", content: powerContent(settings) };
        case "servers": {
            const allow = settings.servers === null ? ["*"] : [...settings.servers];
            return { type: "m.room.server_acl", content: { allow, deny: [], allow_ip_literals: false } };
        }
        case "policy": {
            const { policy } = settings;
            const content = policy === null ? {} : { via: policy.server, public_keys: { ed25519: policy.publicKey } };
            return { type: "m.room.policy", content };
        }
        case "maxAgeS": {
            const content = settings.maxAgeS === null ? {} : { max_lifetime: settings.maxAgeS * 1000 };
            return { type: "m.room.retention", content };
        }
    }
}

function joinContent(join: RoomSettings["join"]): JsonObject {
    if (join.kind === "spaces") {
        const allow = join.spaces.map((space) => ({ type: "m.room_membership", room_id: space }));
        return { join_rule: "restricted", allow };
    }
    return { join_rule: join.kind === "other" ? join.rule : join.kind };
}

function encryptionContent({ encryption }: RoomSettings): JsonObject {
    if (encryption === null) return {};
    const { periodMs, messages, state } = encryption;
    return {
        algorithm: "m.megolm.v1.aes-sha2",
        ...(periodMs !== null && { rotation_period_ms: periodMs }),
        ...(messages !== null && { rotation_period_msgs: messages }),
        ...(state && { [ENCRYPTED_STATE]: true }),
    };
}

function powerContent({ power }: RoomSettings): JsonObject {
    const { users, events, usersDefault, eventsDefault, stateDefault, invite, kick, ban, redact } = power;
    return {
        users: { ...users },
        events: { ...events },
        users_default: usersDefault,
        events_default: eventsDefault,
        state_default: stateDefault,
        invite,
        kick,
        ban,
        redact,
    };
}

/** What clients tell kinds of rooms apart by; it cannot change later. */
const typeOf = {
    space: "m.space",
    channel: roomTypes.channel,
    trust: "org.valise.trust",
} as const satisfies Record<Exclude<RoomKind, "room">, string>;

/** The body of `createRoom` for a managed room: complete before anybody is in it, marked in its create event. */
export function createRoomBody(
    mark: { readonly community: string; readonly id: string },
    kind: RoomKind,
    settings: RoomSettings,
    additionalCreators: readonly string[],
): JsonObject {
    const initial: SettingName[] = ["join", "history", "guests", "servers"];
    if (settings.encryption !== null) initial.push("encryption");
    if (settings.name !== null) initial.push("name");
    if (settings.policy !== null) initial.push("policy");
    if (settings.maxAgeS !== null) initial.push("maxAgeS");
    return {
        room_version: roomVersion,
        preset: "private_chat",
        visibility: "private",
        creation_content: {
            [provisioningWire.managed]: mark,
            ...(kind !== "room" && { type: typeOf[kind] }),
            ...(additionalCreators.length > 0 && { additional_creators: [...additionalCreators] }),
        },
        power_level_content_override: powerContent(settings),
        initial_state: initial.map((name) => ({ ...settingEvent(name, settings), state_key: "" })),
    };
}
