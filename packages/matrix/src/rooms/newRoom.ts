import { DIRECTORY_TYPE, HANDOVER_TYPE, TEMPLATE_TYPE } from "@valise/crisis";
import { roomTypes } from "../crisis/wire.ts";
import { wire } from "../wire.ts";

/** The room version every room we make has: creators above power levels, state resets closed (B34). */
export const roomVersion = "12";

/** `standby`: an emergency room that is prepared in peacetime. */
export type NewRoomKind = "room" | "direct" | "channel" | "ledger" | "emergency" | "standby";

const typeOf = (kind: NewRoomKind) =>
    kind === "room" || kind === "direct" ? {} : { type: roomTypes[kind === "standby" ? "emergency" : kind] };
/** Its sessions are kept shared for weeks, so that no opening meets a rotation (protocol 8). */
const rotationOf = (kind: NewRoomKind) =>
    kind === "standby" ? { rotation_period_ms: 28 * 86_400_000, rotation_period_msgs: 100 } : {};

const userIdShape = /^@[^:\s]+:\S+$/;

/**
 * The body of `createRoom` for every room we make (protocol 5): sealed, nameless, without invitations. The agency's steward
 * is a creator beside whoever makes it, so that no room is orphaned; it is no member and gets no key.
 * `writers`: who may write into a channel, or open a room that stands by, beside its creators, who may not be named here (room
 * version 12). Whether such an opening counts, its signature says (protocol 5: no security decision rests on power).
 */
export function newRoomBody(
    kind: NewRoomKind,
    steward: string | null | undefined,
    opening: string | null = null,
    writers: readonly string[] = [],
) {
    const creators = steward != null && userIdShape.test(steward) ? [steward] : [];
    return {
        room_version: roomVersion,
        preset: "private_chat",
        visibility: "private",
        ...(kind === "direct" ? { is_direct: true } : {}),
        creation_content: {
            ...(opening === null ? {} : { [wire.opening]: opening }),
            ...typeOf(kind),
            ...(creators.length === 0 ? {} : { additional_creators: creators }),
        },
        initial_state: [
            {
                type: "m.room.encryption",
                state_key: "",
                content: {
                    algorithm: "m.megolm.v1.aes-sha2",
                    "io.element.msc4362.encrypt_state_events": true,
                    ...rotationOf(kind),
                },
            },
            { type: "m.room.history_visibility", state_key: "", content: { history_visibility: "joined" } },
            { type: "m.room.guest_access", state_key: "", content: { guest_access: "forbidden" } },
        ],
        power_level_content_override: {
            state_default: 50,
            events_default: 0,
            users_default: 0,
            ...((kind === "channel" || kind === "standby") && writers.length > 0
                ? { users: Object.fromEntries(writers.map((userId) => [userId, 50])) }
                : {}),
            invite: 50,
            kick: 50,
            ban: 50,
            redact: 50,
            // `m.room.encrypted` is listed in channels alone: encrypted state shares the type with messages.
            events: {
                [wire.presentation]: 0,
                [wire.admission]: 50,
                [wire.charter]: 50,
                [wire.glass]: 50,
                // Every agency files its own; what they are worth, their signatures say.
                [DIRECTORY_TYPE]: 0,
                [HANDOVER_TYPE]: 0,
                [TEMPLATE_TYPE]: 0,
                ...(kind === "channel" ? { "m.room.encrypted": 50 } : {}),
                "m.room.encryption": 100,
                "m.room.history_visibility": 100,
                "m.room.power_levels": 100,
                "m.room.server_acl": 100,
                "m.room.tombstone": 150,
            },
        },
    };
}
