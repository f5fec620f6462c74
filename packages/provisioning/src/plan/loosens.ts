import type { JoinRule, Power, RoomSettings, SettingName } from "../desired/RoomSettings.ts";

const histories = ["joined", "invited", "shared", "world_readable"];
const histOrder = (history: string): number => {
    const at = histories.indexOf(history);
    return at < 0 ? histories.length : at;
};

/** Whether changing one setting gives anyone more than they had. What is unknown counts as the most open. */
export function loosens(setting: SettingName, before: RoomSettings, after: RoomSettings): boolean {
    switch (setting) {
        case "history":
            return histOrder(after.history) > histOrder(before.history);
        case "guests":
            return after.guests && !before.guests;
        case "join":
            return !isWithin(after.join, before.join);
        case "encryption":
            return before.encryption !== null && after.encryption === null;
        case "power":
            return givesPower(before.power, after.power);
        case "servers":
            return after.servers === null
                ? before.servers !== null
                : before.servers !== null && after.servers.some((server) => !before.servers?.includes(server));
        case "policy":
            return before.policy !== null && before.policy.server !== after.policy?.server;
        case "maxAgeS":
            return (after.maxAgeS ?? Number.POSITIVE_INFINITY) > (before.maxAgeS ?? Number.POSITIVE_INFINITY);
        case "name":
            return false;
    }
}

/** Whether everyone whom `inner` lets in, `outer` lets in as well. */
function isWithin(inner: JoinRule, outer: JoinRule): boolean {
    if (inner.kind === "invite" || outer.kind === "public") return true;
    if (inner.kind === "spaces" && outer.kind === "spaces")
        return inner.spaces.every((space) => outer.spaces.includes(space));
    return false;
}

function givesPower(before: Power, after: Power): boolean {
    const of = (power: Power, user: string) => power.users[user] ?? power.usersDefault;
    const users = [...Object.keys(before.users), ...Object.keys(after.users)];
    if (after.usersDefault > before.usersDefault || users.some((user) => of(after, user) > of(before, user)))
        return true;
    const thresholds = ["eventsDefault", "stateDefault", "invite", "kick", "ban", "redact"] as const;
    if (thresholds.some((name) => after[name] < before[name])) return true;
    const types = [...Object.keys(before.events), ...Object.keys(after.events)];
    return types.some((type) => levelOf(after, type, Math.min) < levelOf(before, type, Math.max));
}

const messageTypes: ReadonlySet<string> = new Set(["m.room.message", "m.room.encrypted", "m.room.redaction"]);

/** What a type of event asks. One that is not listed asks a default, as it is state or not: where that is not known, `either`. */
export function levelOf(power: Power, type: string, either: (...levels: number[]) => number): number {
    const isState = /^m\.(room|space)\./.test(type) || type === "im.vector.modular.widgets";
    const unlisted = isState && !messageTypes.has(type) ? power.stateDefault : undefined;
    return power.events[type] ?? unlisted ?? either(power.stateDefault, power.eventsDefault);
}
