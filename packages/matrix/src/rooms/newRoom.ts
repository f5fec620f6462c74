import { wire } from "../wire.ts";

/** The room version every room we make has: creators above power levels, state resets closed (B34). */
export const roomVersion = "12";

/** The body of `createRoom` for every room we make (protocol 5): sealed, nameless, without invitations. */
export function newRoomBody(direct: boolean, opening: string | null = null) {
    return {
        room_version: roomVersion,
        preset: "private_chat",
        visibility: "private",
        ...(direct ? { is_direct: true } : {}),
        ...(opening === null ? {} : { creation_content: { [wire.opening]: opening } }),
        initial_state: [
            {
                type: "m.room.encryption",
                state_key: "",
                content: {
                    algorithm: "m.megolm.v1.aes-sha2",
                    "io.element.msc4362.encrypt_state_events": true,
                },
            },
            { type: "m.room.history_visibility", state_key: "", content: { history_visibility: "joined" } },
            { type: "m.room.guest_access", state_key: "", content: { guest_access: "forbidden" } },
        ],
        power_level_content_override: {
            state_default: 50,
            events_default: 0,
            users_default: 0,
            invite: 50,
            kick: 50,
            ban: 50,
            redact: 50,
            // `m.room.encrypted` is never listed: encrypted state shares the type with messages.
            events: {
                [wire.presentation]: 0,
                [wire.admission]: 50,
                [wire.charter]: 50,
                [wire.glass]: 50,
                "m.room.encryption": 100,
                "m.room.history_visibility": 100,
                "m.room.power_levels": 100,
                "m.room.server_acl": 100,
                "m.room.tombstone": 150,
            },
        },
    };
}
