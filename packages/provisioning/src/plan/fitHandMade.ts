import type { DesiredRoom } from "../desired/Desired.ts";
import type { Power, RoomSettings } from "../desired/RoomSettings.ts";
import { serverOf } from "../desired/serverOf.ts";
import { wire } from "../desired/wire.ts";
import { FULL_POWER } from "../observed/mayKeep.ts";
import type { ObservedRoom } from "../observed/Observed.ts";
import { levelOf } from "./loosens.ts";

/** Strangers whom nobody of this server can lower. */
export function untouchables(room: ObservedRoom, server: string, stewards: readonly string[]): string[] {
    const high = Object.entries(room.settings.power.users).filter(
        ([user, level]) => level >= FULL_POWER && serverOf(user) !== server && !stewards.includes(user),
    );
    return high.map(([user]) => user);
}

/**
 * What a manifest wishes of a room that was made by hand, as far as that room can become so (SPEC 4.10): its stewards have
 * their power by number, since they did not create it; whom nobody can lower keeps theirs; what is stricter already, as
 * encrypted names or an earlier change of keys, stays.
 */
export function fitHandMade(desired: DesiredRoom, room: ObservedRoom, server: string): DesiredRoom {
    if (room.byHand === null) return desired;
    const { settings } = desired;
    const found = room.settings.encryption;
    const encryption =
        settings.encryption === null || found === null
            ? settings.encryption
            : {
                  periodMs: settings.encryption.periodMs ?? found.periodMs,
                  messages: settings.encryption.messages ?? found.messages,
                  state: settings.encryption.state || found.state,
              };
    const name = encryption?.state === true ? null : settings.name;
    return { ...desired, settings: { ...settings, name, encryption, power: fitPower(desired, room, server) } };
}

function fitPower({ settings, stewards }: DesiredRoom, room: ObservedRoom, server: string): Power {
    const creators = room.byHand?.creators ?? [];
    const kept = untouchables(room, server, stewards);
    const users = [
        ...Object.entries(settings.power.users),
        ...stewards.map((user) => [user, FULL_POWER] as const),
        ...kept.map((user) => [user, room.settings.power.users[user] ?? FULL_POWER] as const),
    ].filter(([user]) => !creators.includes(user));
    const events = fitEvents(settings.power, room.settings.power);
    return { ...settings.power, users: Object.fromEntries(users), events };
}

/**
 * What each type of event asks: as wished, but no more than a steward has, and no less than it asks there already. Presenting
 * oneself asks nothing.
 */
function fitEvents(wished: Power, found: Power): Power["events"] {
    const stricter = Object.entries(found.events).filter(([type, level]) => level > levelOf(wished, type, Math.min));
    const events = Object.entries(wished.events).map(([type, level]) => {
        const least = type === wire.clearance ? 0 : (found.events[type] ?? 0);
        return [type, Math.max(Math.min(level, FULL_POWER), least)] as const;
    });
    const others = stricter.filter(([type]) => wished.events[type] === undefined);
    return Object.fromEntries([...events, ...others]);
}

/**
 * What a room lets people do, for the question whether a wish opens it. Giving the stewards of one made by hand their power
 * lets nobody else in, and that everyone files their own presentation gives nobody anything.
 */
export function openness(
    { settings, byHand }: ObservedRoom,
    { stewards, settings: wished }: DesiredRoom,
): RoomSettings {
    if (byHand === null) return settings;
    const { power } = settings;
    const levels = stewards.flatMap((user) => {
        const level = wished.power.users[user];
        return level === undefined ? [] : [[user, level] as const];
    });
    const users = { ...power.users, ...Object.fromEntries(levels) };
    return { ...settings, power: { ...power, users, events: { ...power.events, [wire.clearance]: 0 } } };
}
