import { isSame } from "../desired/compare.ts";
import { type DesiredRoom, isSilent } from "../desired/Desired.ts";
import { markOf } from "../desired/markOf.ts";
import { type RoomSettings, settingNames } from "../desired/RoomSettings.ts";
import type { ObservedRoom, ObservedServer } from "../observed/Observed.ts";
import { adoptedKey } from "./adopted.ts";
import { charterStatus } from "./charterStatus.ts";
import { fitHandMade, openness } from "./fitHandMade.ts";
import { loosens } from "./loosens.ts";
import type { Change, FieldChange } from "./Plan.ts";
import { isHeldBack, type PlanBuilder } from "./PlanBuilder.ts";
import { findUntouchables, planAdoption } from "./planAdoption.ts";
import { needCharter } from "./planCharter.ts";
import { planMembers } from "./planMembers.ts";
import { appliedRoom, findDrift, roomRecordKey } from "./roomRecord.ts";
import { diffFields, settingFields, settingOf } from "./settingFields.ts";

/** Rooms, channels and spaces of the managed agencies. */
export function planRooms(plan: PlanBuilder): void {
    const wanted = new Set<string>();
    for (const desired of plan.desired.rooms) {
        const mark = markOf(plan.desired.community, desired.key);
        wanted.add(mark);
        const server = plan.servers.get(desired.agency);
        if (server === undefined) continue;
        const found = plan.rooms.byMark.get(mark);
        if (found === undefined && desired.adopts !== null) adoptRoom(plan, server, desired, mark);
        else if (found === undefined) createRoom(plan, server, desired, mark);
        else if (desired.adopts !== null && desired.adopts !== found.room.roomId)
            plan.refuse("adoption-impossible", `${desired.adopts} (has-room)`, desired.key);
        else if (mustReplace(desired, found.room) || found.server !== server)
            replaceRoom(plan, found.server, desired, found.room);
        else keepRoom(plan, server, desired, found.room);
    }
    for (const [mark, { server, room }] of plan.rooms.byMark) {
        if (!wanted.has(mark)) destroyRoom(plan, server, room);
    }
    for (const { server, room } of plan.rooms.doubles) destroyRoom(plan, server, room);
}

const nowS = (server: ObservedServer): number => Math.floor(server.nowMs / 1000);

const about = ({ kind, key, agency, title }: DesiredRoom) => ({ kind, key, agency, title });

/** Spaces by room id where they exist; one that does not exist yet lets nobody in. */
export function resolveSettings(plan: PlanBuilder, settings: RoomSettings): RoomSettings {
    if (settings.join.kind !== "spaces") return settings;
    const spaces = settings.join.spaces.flatMap((key) =>
        key.startsWith("!") ? key : (plan.rooms.roomIdOf(key) ?? []),
    );
    return { ...settings, join: spaces.length === 0 ? { kind: "invite" } : { kind: "spaces", spaces } };
}

/** The plan of taking a room over tells all that follows from it. */
function adoptRoom(plan: PlanBuilder, server: ObservedServer, desired: DesiredRoom, mark: string): void {
    planAdoption(plan, server, desired, mark, (told, room) =>
        keepRoom(told, server, desired, room, [{ name: "adopted", before: null, after: room.roomId }]),
    );
}

function createRoom(plan: PlanBuilder, server: ObservedServer, desired: DesiredRoom, mark: string): void {
    const fields = [...settingFields(desired.settings, (key) => key)].map(([name, after]) => ({
        name,
        before: null,
        after,
    }));
    const label: FieldChange[] =
        desired.label === null ? [] : [{ name: "charter", before: null, after: desired.label }];
    const members = desired.members.map((user) => ({ name: `members.${user}`, before: null, after: "member" }));
    plan.change("create", {
        ...about(desired),
        fields: [...label, ...fields, ...members],
        needsSignature: desired.charter !== null,
    });
    if (desired.charter !== null) needCharter(plan, desired, null, nowS(server));
    for (const userId of desired.members)
        plan.access({ userId, key: desired.key, title: desired.title, label: desired.label, effect: "gains" });
    // Nobody may enter until the charter is signed and the spaces it names are there.
    const settings: RoomSettings = { ...desired.settings, join: { kind: "invite" } };
    const { key, kind: roomKind, stewards } = desired;
    const command = { kind: "create-room" as const, mark, roomKind, settings, stewards };
    plan.step({ agency: server.agency, phase: "create", key, command });
}

/** What no state event can change: encryption that is there, and whether a room is a space. */
function mustReplace(desired: DesiredRoom, room: ObservedRoom): boolean {
    if (room.isSpace !== (desired.kind === "space")) return true;
    return !isSilent(desired.kind) && desired.settings.encryption === null && room.settings.encryption !== null;
}

/** Destroyed first, and made again by the next round, which then finds nothing. */
function replaceRoom(plan: PlanBuilder, server: ObservedServer, desired: DesiredRoom, room: ObservedRoom): void {
    const isHeld = isHeldBack(plan.options, desired.key);
    const fields: FieldChange[] = [{ name: "room", before: room.roomId, after: null }];
    const needsSignature = desired.charter !== null;
    plan.change("replace", { ...about(desired), fields, isHeldBack: isHeld, needsSignature });
    if (!isHeld) retire(plan, server, room, desired.key);
}

function destroyRoom(plan: PlanBuilder, server: ObservedServer, room: ObservedRoom): void {
    const isHeld = isHeldBack(plan.options, room.roomId);
    const change: Pick<Change, "kind" | "key" | "agency" | "title" | "isHeldBack"> = {
        kind: room.isSpace ? "space" : "room",
        key: room.roomId,
        agency: server.agency,
        title: room.settings.name ?? room.roomId,
        isHeldBack: isHeld,
    };
    plan.change("destroy", change);
    if (isHeld) return;
    for (const userId of peopleIn(plan, room))
        plan.access({ userId, key: room.roomId, title: change.title, label: null, effect: "loses" });
    retire(plan, server, room, room.roomId);
}

const peopleIn = (plan: PlanBuilder, room: ObservedRoom): string[] => {
    const stewards = new Set(plan.desired.agencies.map(({ steward }) => steward));
    return Object.keys(room.members).filter((user) => room.members[user] !== "ban" && !stewards.has(user));
};

function retire(plan: PlanBuilder, { agency }: ObservedServer, room: ObservedRoom, key: string): void {
    for (const userId of peopleIn(plan, room))
        plan.step({ agency, phase: "restrict", key, command: { kind: "remove-member", roomId: room.roomId, userId } });
    for (const [, { server, room: space }] of plan.rooms.byMark) {
        if (server.agency !== agency || !space.children.includes(room.roomId)) continue;
        const command = { kind: "remove-child" as const, spaceId: space.roomId, roomId: room.roomId };
        plan.step({ agency, phase: "restrict", key, command });
    }
    const isByHand = room.byHand !== null;
    plan.step({ agency, phase: "destroy", key, command: { kind: "retire-room", roomId: room.roomId, isByHand } });
    const record = roomRecordKey(room.mark);
    plan.step({ agency, phase: "record", key, command: { kind: "record", key: record, value: null } });
    if (!isByHand) return;
    const adopted = { kind: "record" as const, key: adoptedKey(room.mark), value: null };
    plan.step({ agency, phase: "record", key, command: adopted });
}

/** A room that is there: its settings put right, its charter asked for, its people let in and out. */
function keepRoom(
    plan: PlanBuilder,
    server: ObservedServer,
    wish: DesiredRoom,
    room: ObservedRoom,
    first: readonly FieldChange[] = [],
): void {
    const { agency } = server;
    const desired = fitHandMade(wish, room, server.serverName);
    const before = openness(room, desired);
    const status = desired.charter === null ? null : charterStatus(desired.charter, room.charter);
    const wished = resolveSettings(plan, desired.settings);
    const nameOf = (roomId: string) => plan.rooms.keyOf(roomId);
    const fields = [...diffFields(settingFields(room.settings, nameOf), settingFields(wished, nameOf))];
    if (isSilent(desired.kind)) removeEncryption(fields);
    let [opens, isDoorShut] = [false, false];
    for (const setting of settingNames) {
        if (!fields.some(({ name }) => settingOf(name) === setting)) continue;
        const isLooser = loosens(setting, before, wished);
        opens ||= isLooser;
        if (setting === "join" && isLooser && status?.mayAdmit === false) {
            isDoorShut = true;
            continue;
        }
        const which = { roomId: room.roomId, isByHand: room.byHand !== null };
        const command = { kind: "set-setting" as const, ...which, setting, settings: wished };
        plan.step({ agency, phase: isLooser ? "grant" : "restrict", key: desired.key, command });
    }
    if (status !== null && !status.isInForce) {
        const present = status.present === undefined ? null : "other terms";
        fields.unshift({ name: "charter", before: present, after: desired.label });
        needCharter(plan, desired, room, nowS(server));
    }
    fields.unshift(...first);
    findDrift(plan, server, desired, room);
    findUntouchables(plan, server, wish, room);
    fields.push(...planMembers(plan, server, desired, room, status?.mayAdmit ?? true));
    fields.push(...planChild(plan, server, desired, room));
    if (fields.length > 0) {
        const needsSignature = status?.isInForce === false;
        plan.change("change", { ...about(desired), fields, needsSignature, loosens: opens });
    }
    const applied = appliedRoom({
        settings: isDoorShut ? { ...desired.settings, join: { kind: "invite" } } : desired.settings,
        // Those who still wait for a signature or an identity are not there to be missed.
        members: desired.members.filter((user) => room.members[user] !== undefined),
    });
    if (!isSame(applied, server.register[roomRecordKey(room.mark)])) {
        const command = { kind: "record" as const, key: roomRecordKey(room.mark), value: applied };
        plan.step({ agency, phase: "record", key: desired.key, command });
    }
}

/** A server may encrypt every room by default. Where nobody talks that hides nothing: no name is encrypted state there. */
function removeEncryption(fields: FieldChange[]): void {
    const kept = fields.filter(({ name }) => settingOf(name) !== "encryption");
    fields.splice(0, fields.length, ...kept);
}

/** Whether the space leads to the room. */
function planChild(plan: PlanBuilder, server: ObservedServer, desired: DesiredRoom, room: ObservedRoom): FieldChange[] {
    const fields: FieldChange[] = [];
    for (const [, { server: of, room: space }] of plan.rooms.byMark) {
        if (!space.isSpace || of !== server) continue;
        const isWanted = plan.rooms.keyOf(space.roomId) === desired.space;
        const isThere = space.children.includes(room.roomId);
        if (isWanted === isThere) continue;
        const ids = { spaceId: space.roomId, roomId: room.roomId };
        const name = `space.${plan.rooms.keyOf(space.roomId)}`;
        fields.push({ name, before: isThere ? "listed" : null, after: isWanted ? "listed" : null });
        const command = isWanted ? { kind: "add-child" as const, ...ids } : { kind: "remove-child" as const, ...ids };
        plan.step({ agency: server.agency, phase: isWanted ? "grant" : "restrict", key: desired.key, command });
    }
    return fields;
}
