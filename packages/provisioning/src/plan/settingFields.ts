import { byCodeUnit } from "../desired/compare.ts";
import type { RoomSettings, SettingName } from "../desired/RoomSettings.ts";
import { formatDurationS } from "../manifest/durations.ts";
import type { FieldChange } from "./Plan.ts";

/** Settings as flat names and texts: what a person compares. `nameOf` gives a space's key for its room id. */
export function settingFields(settings: RoomSettings, nameOf: (roomId: string) => string): ReadonlyMap<string, string> {
    const { join, encryption, power } = settings;
    const fields = new Map<string, string>();
    const put = (name: string, value: string | number | null) => {
        if (value !== null) fields.set(name, String(value));
    };
    put("name", settings.name);
    if (join.kind === "spaces") put("join", `spaces ${join.spaces.map(nameOf).sort(byCodeUnit).join(" ")}`);
    else put("join", join.kind === "other" ? join.rule : join.kind);
    put("history", settings.history);
    put("guests", settings.guests ? "allowed" : "forbidden");
    put("encryption", encryption === null ? "off" : "on");
    put("encryption.period", encryption?.periodMs == null ? null : formatDurationS(encryption.periodMs / 1000));
    put("encryption.messages", encryption?.messages ?? null);
    if (encryption !== null) put("encryption.state", encryption.state ? "on" : "off");
    for (const [user, level] of Object.entries(power.users)) put(`power.users.${user}`, level);
    for (const [type, level] of Object.entries(power.events)) put(`power.events.${type}`, level);
    const { usersDefault, eventsDefault, stateDefault, invite, kick, ban, redact } = power;
    for (const [name, level] of Object.entries({
        usersDefault,
        eventsDefault,
        stateDefault,
        invite,
        kick,
        ban,
        redact,
    }))
        put(`power.${name}`, level);
    if (settings.servers === null) put("servers", "any");
    for (const server of settings.servers ?? []) put(`servers.${server}`, "allowed");
    if (settings.policy !== null) put("policy", `${settings.policy.server} ${settings.policy.publicKey}`);
    put("maxAge", settings.maxAgeS === null ? "forever" : formatDurationS(settings.maxAgeS));
    return fields;
}

/** Which setting a field belongs to. */
export const settingOf = (field: string): SettingName => {
    const [head = ""] = field.split(".");
    return head === "maxAge" ? "maxAgeS" : (head as SettingName);
};

export function diffFields(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): FieldChange[] {
    const names = [...new Set([...before.keys(), ...after.keys()])].sort(byCodeUnit);
    return names
        .map((name) => ({ name, before: before.get(name) ?? null, after: after.get(name) ?? null }))
        .filter((field) => field.before !== field.after);
}
