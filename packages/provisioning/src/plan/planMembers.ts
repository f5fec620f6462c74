import type { DesiredAccount, DesiredRoom } from "../desired/Desired.ts";
import { serverOf } from "../desired/serverOf.ts";
import { expiryStage } from "../lifecycle/expiry.ts";
import type { ObservedRoom, ObservedServer } from "../observed/Observed.ts";
import { accountKey } from "./accountKey.ts";
import { admittedIn } from "./admitted.ts";
import { isMoving } from "./moves.ts";
import type { FieldChange, Step } from "./Plan.ts";
import type { PlanBuilder } from "./PlanBuilder.ts";
import { isInItsSpaces } from "./roomRecord.ts";

/**
 * Who comes into a room that exists, and who goes. People of a labelled room are let in only once its charter is in force,
 * those of a roster room only once an officer has admitted them (SPEC 4.3).
 */
export function planMembers(
    plan: PlanBuilder,
    server: ObservedServer,
    desired: DesiredRoom,
    room: ObservedRoom,
    mayAdmit: boolean,
): FieldChange[] {
    const fields: FieldChange[] = [];
    planLeaving(plan, server, desired, room, fields);
    for (const steward of desired.stewards) bringIn(plan, server, desired, room, steward);
    const missing = desired.members.filter((user) => room.members[user] !== "join");
    const banned = missing.filter((user) => room.members[user] === "ban");
    if (banned.length > 0) plan.wait({ key: desired.key, agency: server.agency, reason: "banned", users: banned });
    // Whoever is locked for being past their last day is not brought in either, nor who is here and at their old agency.
    const inactive = new Set(
        plan.desired.accounts
            .filter((account) => !isActive(plan, account) || isMoving(plan, account))
            .map(({ userId }) => userId),
    );
    const ended = desired.members.filter((user) => server.ended.includes(user));
    if (ended.length > 0) plan.wait({ key: desired.key, agency: server.agency, reason: "ended", users: ended });
    const comers = missing.filter(
        (user) =>
            room.members[user] !== "ban" &&
            !isWaitingForPartner(plan, room, user) &&
            !inactive.has(user) &&
            !ended.includes(user),
    );
    const isRoster = desired.charter?.gate.admission === "roster";
    const admitted = isRoster ? admittedIn(room) : undefined;
    const lacking = comers.filter((user) => admitted !== undefined && !admitted.has(user));
    const unknown = mayAdmit ? lacking.filter((user) => identityOf(plan, user) === undefined) : [];
    if (unknown.length > 0)
        plan.wait({ key: desired.key, agency: server.agency, reason: "no-identity", users: unknown });
    const expelled = [...(admitted ?? [])].some((user) => !desired.members.includes(user));
    if (expelled || (isRoster && lacking.length > unknown.length)) needAdmission(plan, desired);
    for (const userId of comers) {
        if (unknown.includes(userId)) continue;
        if (room.members[userId] === undefined) {
            fields.push({ name: `members.${userId}`, before: null, after: "member" });
            plan.access({ userId, key: desired.key, title: desired.title, label: desired.label, effect: "gains" });
        } else fields.push({ name: `members.${userId}`, before: room.members[userId] ?? null, after: "member" });
        if (mayAdmit && !lacking.includes(userId)) bringIn(plan, server, desired, room, userId);
    }
    return fields;
}

function isActive(plan: PlanBuilder, { agency, state, expires }: DesiredAccount): boolean {
    const nowMs = plan.servers.get(agency)?.nowMs;
    const isOver = expires !== null && nowMs !== undefined && expiryStage(expires, nowMs).kind === "ended";
    return state === "active" && !isOver;
}

function needAdmission(plan: PlanBuilder, { key, agency, title }: DesiredRoom): void {
    plan.need({ id: `admission:${key}`, kind: "admission", key, agency, title, role: "ADMIT", signers: 1 });
}

export function identityOf(plan: Pick<PlanBuilder, "servers">, userId: string): string | undefined {
    for (const { identities } of plan.servers.values()) if (identities[userId] !== undefined) return identities[userId];
    return undefined;
}

/** Invited, and of a server that is not managed here: they come when they wish, and nothing is left to do. */
function isWaitingForPartner(plan: PlanBuilder, room: ObservedRoom, userId: string): boolean {
    return room.members[userId] === "invite" && agencyOf(plan, userId) === undefined;
}

/** The managed agency whose server has this account. */
function agencyOf(plan: PlanBuilder, userId: string): ObservedServer | undefined {
    return [...plan.servers.values()].find(({ serverName }) => serverName === serverOf(userId));
}

/** Invites, and lets people of managed servers join; what is done already is left out. */
function bringIn(
    plan: PlanBuilder,
    server: ObservedServer,
    desired: DesiredRoom,
    room: ObservedRoom,
    userId: string,
): void {
    const membership = room.members[userId];
    const home = agencyOf(plan, userId);
    // Accounts that the same plan makes are there one round later.
    if (membership === "join" || (home !== undefined && !hasAccount(home, userId))) return;
    const base: Pick<Step, "phase" | "key"> = { phase: "grant", key: desired.key };
    const { roomId } = room;
    if (home === server) {
        plan.step({ ...base, agency: home.agency, command: { kind: "bring-in", roomId, userId } });
        return;
    }
    if (membership !== "invite")
        plan.step({ ...base, agency: server.agency, command: { kind: "invite", roomId, userId } });
    if (home !== undefined)
        plan.step({
            ...base,
            agency: home.agency,
            command: { kind: "join", roomId, userId, via: [server.serverName] },
        });
}

const hasAccount = ({ accounts }: ObservedServer, userId: string): boolean =>
    accounts.some((account) => account.userId === userId && !account.isDeactivated);

/** Whoever is in the room and not meant to be. Those still in the manifest's held-back list stay until it is allowed. */
function planLeaving(
    plan: PlanBuilder,
    server: ObservedServer,
    desired: DesiredRoom,
    room: ObservedRoom,
    fields: FieldChange[],
): void {
    const stewards = new Set(plan.desired.agencies.map(({ steward }) => steward));
    for (const [userId, membership] of Object.entries(room.members)) {
        if (membership === "ban" || stewards.has(userId) || desired.members.includes(userId)) continue;
        if (desired.isOpenToSpaces && !isLeaver(plan, userId) && isInItsSpaces(plan, desired, userId)) continue;
        const { agency } = server;
        fields.push({ name: `members.${userId}`, before: "member", after: null });
        plan.access({ userId, key: desired.key, title: desired.title, label: desired.label, effect: "loses" });
        const command = { kind: "remove-member" as const, roomId: room.roomId, userId };
        plan.step({ agency, phase: "restrict", key: desired.key, command });
    }
}

/** Someone whose account this plan ends. */
function isLeaver(plan: PlanBuilder, userId: string): boolean {
    const home = agencyOf(plan, userId);
    const isManaged = home?.register[accountKey(userId)] !== undefined;
    return isManaged && !plan.desired.accounts.some((account) => account.userId === userId);
}
