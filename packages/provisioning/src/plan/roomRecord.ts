import { byCodeUnit } from "../desired/compare.ts";
import { type DesiredRoom, isSilent } from "../desired/Desired.ts";
import { digestOf } from "../desired/markOf.ts";
import { type SettingName, settingNames } from "../desired/RoomSettings.ts";
import { serverOf } from "../desired/serverOf.ts";
import type { ObservedRoom, ObservedServer, RegisterEntry } from "../observed/Observed.ts";
import type { Drift } from "./Plan.ts";
import type { PlanBuilder } from "./PlanBuilder.ts";
import { diffFields, settingFields, settingOf } from "./settingFields.ts";

export const roomRecordKey = (mark: string): string => `rooms/${mark}`;

/** Six bytes tell people of one room apart and name nobody. */
const tagOf = (userId: string): string => digestOf(userId).slice(0, 8);

/**
 * What the last apply made of a room, kept in the register: without it a plan could not tell a change of the manifest from
 * one made by hand. Digests, so that the register holds no second copy to leak.
 */
export function appliedRoom({ settings, members }: Pick<DesiredRoom, "settings" | "members">): RegisterEntry {
    const texts = new Map(settingNames.map((name) => [name, ""]));
    for (const [field, value] of settingFields(settings, (key) => key)) {
        const name = settingOf(field);
        texts.set(name, `${texts.get(name)}${field}=${value}\n`);
    }
    const digests = [...texts].map(([name, text]) => [name, digestOf(sortLines(text)).slice(0, 16)] as const);
    return { settings: Object.fromEntries(digests), members: members.map(tagOf).join("") };
}

const sortLines = (text: string): string => text.split("\n").sort(byCodeUnit).join("\n");

/** Whatever the loss of it opens, or hides from its keepers. */
const plainSettings: ReadonlySet<SettingName> = new Set(["name"]);

/** Reports what differs from what was applied (SPEC 5.2), not from what is wished now: changes made by hand. */
export function findDrift(plan: PlanBuilder, server: ObservedServer, desired: DesiredRoom, room: ObservedRoom): void {
    const applied = server.register[roomRecordKey(room.mark)];
    if (applied === undefined) return;
    const nameOf = (roomId: string) => plan.rooms.keyOf(roomId);
    const now = Object.entries(appliedRoom({ ...desired, settings: named(room.settings, nameOf) }).settings as object);
    const before = (applied.settings ?? {}) as Record<string, unknown>;
    const changed = new Set(now.filter(([name, digest]) => before[name] !== digest).map(([name]) => name));
    const steward = plan.desired.agencies.find(({ id }) => id === server.agency)?.steward;
    const report = (drift: Pick<Drift, "name" | "expected" | "found" | "severity">) => {
        const change = room.changes[drift.name] ?? room.changes[settingOf(drift.name)];
        plan.drift({ key: desired.key, agency: server.agency, ...drift, ...(change === undefined ? {} : { change }) });
    };
    const wished = settingFields(desired.settings, (key) => key);
    const differing = diffFields(settingFields(room.settings, nameOf), wished);
    for (const field of differing) {
        const setting = settingOf(field.name);
        if (!changed.has(setting) || isSilentEncryption(desired, setting)) continue;
        const severity = plainSettings.has(setting) ? "plain" : "security";
        report({ name: field.name, expected: field.after, found: field.before, severity });
    }
    const open = new Set(differing.map((field) => settingOf(field.name)));
    findKept(plan, desired, room, { settings: [...changed].filter((name) => !open.has(name as SettingName)), steward });
    const known = new Set(String(applied.members ?? "").match(/.{8}/g));
    const stewards = new Set(plan.desired.agencies.map(({ steward }) => steward));
    for (const [userId, membership] of Object.entries(room.members)) {
        if (membership === "ban" || stewards.has(userId) || known.has(tagOf(userId))) continue;
        if (desired.members.includes(userId) || (desired.isOpenToSpaces && isInItsSpaces(plan, desired, userId)))
            continue;
        report({ name: `members.${userId}`, expected: null, found: membership, severity: "security" });
    }
    for (const userId of desired.members) {
        if (!known.has(tagOf(userId)) || room.members[userId] !== undefined) continue;
        report({ name: `members.${userId}`, expected: "member", found: null, severity: "plain" });
    }
    if (steward !== undefined && room.members[steward] !== "join")
        report({ name: "local-admin", expected: steward, found: null, severity: "security" });
}

/** Settings that are not what was applied, and are what is wished by now. */
function findKept(
    plan: PlanBuilder,
    desired: DesiredRoom,
    room: ObservedRoom,
    { settings, steward }: { readonly settings: readonly string[]; readonly steward: string | undefined },
): void {
    const { key, agency } = desired;
    for (const name of settingNames) {
        const change = room.changes[name];
        // An apply that was killed leaves the steward's own change unrecorded.
        const isByHand = settings.includes(name) && change?.by !== steward;
        if (!isByHand || plainSettings.has(name) || isSilentEncryption(desired, name)) continue;
        const told = { key, agency, name: name === "maxAgeS" ? "maxAge" : name };
        plan.kept({ ...told, ...(change === undefined ? {} : { change }) });
    }
}

const isSilentEncryption = ({ kind }: DesiredRoom, setting: SettingName): boolean =>
    isSilent(kind) && setting === "encryption";

/** Settings with spaces by key, as the manifest writes them. */
function named(settings: ObservedRoom["settings"], nameOf: (roomId: string) => string): ObservedRoom["settings"] {
    const { join } = settings;
    return join.kind === "spaces" ? { ...settings, join: { ...join, spaces: join.spaces.map(nameOf) } } : settings;
}

/** Whether someone is in one of the spaces whose people may join by themselves. */
export function isInItsSpaces(plan: PlanBuilder, desired: DesiredRoom, userId: string): boolean {
    const { join } = desired.settings;
    if (join.kind !== "spaces") return false;
    return join.spaces.some((key) => {
        const spaceId = key.startsWith("!") ? key : plan.rooms.roomIdOf(key);
        const space = [...plan.rooms.byMark.values()].find(({ room }) => room.roomId === spaceId)?.room;
        // A partner's space is not seen from here; its server lets in whom it holds.
        return space === undefined ? isFromServerOf(plan, desired, userId) : space.members[userId] === "join";
    });
}

function isFromServerOf(plan: PlanBuilder, desired: DesiredRoom, userId: string): boolean {
    const server = serverOf(userId);
    const isManaged = [...plan.servers.values()].some(({ serverName }) => serverName === server);
    return !isManaged && (desired.settings.servers?.includes(server) ?? false);
}
