import { type DesiredRoom, isSilent } from "../desired/Desired.ts";
import { settingNames } from "../desired/RoomSettings.ts";
import { serverOf } from "../desired/serverOf.ts";
import { mayKeep } from "../observed/mayKeep.ts";
import type { ObservedRoom, ObservedServer } from "../observed/Observed.ts";
import { adoptedKey } from "./adopted.ts";
import { fitHandMade, openness, untouchables } from "./fitHandMade.ts";
import { loosens } from "./loosens.ts";
import type { PlanBuilder } from "./PlanBuilder.ts";

/** Rooms with a label need what version 12 holds: creators above power levels, state resets closed (protocol 5). */
const LABELLED_FROM = 12;

/** Why a room made by hand cannot be the one that the manifest means; `undefined`: it can. */
function findHindrance(plan: PlanBuilder, desired: DesiredRoom, room: ObservedRoom | undefined, server: string) {
    const elsewhere = [...plan.rooms.byMark.values()].some((found) => found.room.roomId === desired.adopts);
    if (elsewhere) return "another-key";
    if (room === undefined) return "unknown";
    if (room.isSpace !== (desired.kind === "space")) return "kind";
    if (desired.settings.encryption === null && !room.isSpace && room.settings.encryption !== null) return "encrypted";
    const version = Number(room.byHand?.version ?? Number.NaN);
    if (desired.charter !== null && !(version >= LABELLED_FROM)) return "version";
    return isKept(room, server) ? undefined : "no-local-admin";
}

/** Someone of the server may change everything in it, and so let the steward do it. */
function isKept({ byHand, members, settings: { power } }: ObservedRoom, server: string): boolean {
    return Object.keys(members).some((user) => {
        const isThere = members[user] === "join" && serverOf(user) === server;
        return isThere && mayKeep(user, power, byHand?.creators ?? []);
    });
}

/**
 * A room made by hand is taken over (SPEC 4.10): the steward comes in, the register says whose it is, and the next look finds
 * it managed. `compare` tells what else will change. A wish that opens more than the room does now is refused, so that taking
 * over never loosens.
 */
export function planAdoption(
    plan: PlanBuilder,
    server: ObservedServer,
    desired: DesiredRoom,
    mark: string,
    compare: (plan: PlanBuilder, room: ObservedRoom) => void,
): void {
    const { agency } = server;
    const { key, adopts: roomId } = desired;
    if (roomId === null) return;
    const room = server.handMade.find((each) => each.roomId === roomId);
    const hindrance = findHindrance(plan, desired, room, server.serverName);
    if (hindrance !== undefined || room === undefined) {
        plan.refuse("adoption-impossible", `${roomId} (${hindrance})`, key);
        return;
    }
    const fitted = fitHandMade(desired, room, server.serverName);
    const before = openness(room, fitted);
    // A server may encrypt every room by default; where nobody talks that is all the same.
    const counts = settingNames.filter((setting) => setting !== "encryption" || !isSilent(desired.kind));
    const opening = counts.filter((setting) => loosens(setting, before, fitted.settings));
    for (const setting of opening) plan.refuse("adoption-loosens", `${roomId} ${setting}`, key);
    plan.step({ agency, phase: "create", key, command: { kind: "take-over", roomId } });
    const command = { kind: "record" as const, key: adoptedKey(mark), value: { roomId } };
    plan.step({ agency, phase: "create", key, command });
    // What is put right, and who comes and goes, is planned by the round that finds it managed; here it is told.
    compare({ ...plan, step: () => {} }, room);
}

/** Who stands as high as the steward, or above it, and is no moderator by the manifest: nobody can put that right from here. */
export function findUntouchables(
    plan: PlanBuilder,
    server: ObservedServer,
    desired: DesiredRoom,
    room: ObservedRoom,
): void {
    const { creators = [] } = room.byHand ?? {};
    const isMeant = (user: string) =>
        desired.stewards.includes(user) || desired.settings.power.users[user] !== undefined;
    const report = (name: string, found: string) =>
        plan.drift({ key: desired.key, agency: server.agency, name, expected: null, found, severity: "security" });
    for (const user of creators)
        if (!isMeant(user) && room.members[user] === "join") report(`creator.${user}`, "above all power");
    if (room.byHand === null) return;
    for (const user of untouchables(room, server.serverName, desired.stewards))
        if (!isMeant(user)) report(`power.users.${user}`, String(room.settings.power.users[user]));
}
