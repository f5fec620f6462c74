import type { ObservedRoom } from "@valise/provisioning";
import { asNumber, asString, type JsonObject } from "../json.ts";

/** Which setting a state event is. */
const settingOfType: Readonly<Record<string, string>> = {
    "m.room.name": "name",
    "m.room.join_rules": "join",
    "m.room.history_visibility": "history",
    "m.room.guest_access": "guests",
    "m.room.encryption": "encryption",
    "m.room.power_levels": "power",
    "m.room.server_acl": "servers",
    "m.room.policy": "policy",
    "m.room.retention": "maxAgeS",
};

/** Who changed what last and when: the server's word, which proves nothing and names whom to ask. */
export function readChanges(events: readonly (JsonObject | null)[]): ObservedRoom["changes"] {
    const changes: Record<string, ObservedRoom["changes"][string]> = {};
    for (const event of events) {
        const [type, key, by] = [asString(event?.type), asString(event?.state_key), asString(event?.sender)];
        const atMs = asNumber(event?.origin_server_ts);
        if (type === null || key === null || by === null || atMs === null) continue;
        const name = nameOf(type, key, by);
        if (name !== undefined) changes[name] = { by, atMs };
    }
    return changes;
}

/** Of people only what another did to them: who came or left by themselves is not worth remembering for each of thousands. */
function nameOf(type: string, key: string, by: string): string | undefined {
    if (type === "m.room.member") return key === by ? undefined : `members.${key}`;
    return key === "" ? settingOfType[type] : undefined;
}
