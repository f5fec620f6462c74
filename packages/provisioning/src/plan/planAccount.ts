import type { AccountState, DesiredAccount } from "../desired/Desired.ts";
import { digestOf } from "../desired/markOf.ts";
import { invitationKey, readInvitation } from "../invite/invitation.ts";
import { expiryStage } from "../lifecycle/expiry.ts";
import { findTrustRoom } from "../observed/findTrustRoom.ts";
import type { ObservedAccount, ObservedServer, RegisterEntry } from "../observed/Observed.ts";
import { accountKey } from "./accountKey.ts";
import type { FieldChange } from "./Plan.ts";
import type { PlanBuilder } from "./PlanBuilder.ts";

/** One account that the manifest lists: made where it is not there, else put right. */
export function planAccount(
    plan: PlanBuilder,
    server: ObservedServer,
    desired: DesiredAccount,
    present: ObservedAccount | undefined,
): void {
    const state = stateNow(plan, server, desired);
    if (present === undefined || present.isDeactivated) planNew(plan, server, desired, state);
    else keepAccount(plan, server, desired, { present, state });
}

const about = ({ userId, agency, displayName }: DesiredAccount) => ({
    ...{ kind: "account" as const, key: accountKey(userId), agency, title: displayName },
});

function planNew(plan: PlanBuilder, server: ObservedServer, desired: DesiredAccount, state: AccountState): void {
    const { userId, displayName, agency } = desired;
    const key = accountKey(userId);
    plan.change("create", { ...about(desired), fields: created(desired, state) });
    planInvitation(plan, server, desired);
    plan.step({ agency, phase: "create", key, command: { kind: "create-account", userId, displayName } });
    if (state !== "active") setState(plan, desired, state);
    if (!desired.isListed) planListing(plan, desired);
    const roomId = findTrustRoom(server)?.roomId;
    if (server.register[key]?.state === "removed" && roomId !== undefined)
        plan.step({ agency, phase: "grant", key, command: { kind: "say-ended", roomId, userId, hasEnded: false } });
    record(plan, desired, state);
}

function setState(plan: PlanBuilder, { userId, agency }: DesiredAccount, state: AccountState): void {
    const phase = state === "active" ? "grant" : "restrict";
    const command = { kind: "set-account-state" as const, userId, state };
    plan.step({ agency, phase, key: accountKey(userId), command });
}

function record(plan: PlanBuilder, desired: DesiredAccount, state: AccountState): void {
    const { userId, agency, groups, expires, displayName, isListed } = desired;
    const key = accountKey(userId);
    const value = { state, groups, expires, name: nameTag(displayName), ...(!isListed && { listed: false }) };
    plan.step({ agency, phase: "record", key, command: { kind: "record", key, value } });
}

function keepAccount(
    plan: PlanBuilder,
    server: ObservedServer,
    desired: DesiredAccount,
    { present, state }: { readonly present: ObservedAccount; readonly state: AccountState },
): void {
    const { userId, displayName, agency } = desired;
    const key = accountKey(userId);
    const fields: FieldChange[] = [];
    if (present.displayName !== displayName) {
        fields.push({ name: "name", before: present.displayName, after: displayName });
        plan.step({ agency, phase: "restrict", key, command: { kind: "rename-account", userId, displayName } });
    }
    const before = present.isLocked ? "locked" : present.isSuspended ? "suspended" : "active";
    if (before !== state) {
        fields.push({ name: "state", before, after: state });
        setState(plan, desired, state);
    }
    if (present.isUnlisted === desired.isListed) {
        const [is, shall] = desired.isListed ? ["no", "yes"] : ["yes", "no"];
        fields.push({ name: "listed", before: is, after: shall });
        planListing(plan, desired);
    }
    const known = server.register[key];
    findAccountDrift(plan, desired, { state, before, present, known });
    fields.push(...recordedFields(desired, known));
    if (fields.length === 0) return;
    const loosens = isFreer(state, before) || (desired.isListed && present.isUnlisted);
    plan.change("change", { ...about(desired), fields, loosens });
    record(plan, desired, state);
}

/** What only the register says of an account. */
function recordedFields(desired: DesiredAccount, known: RegisterEntry | undefined): FieldChange[] {
    const fields: FieldChange[] = known === undefined ? [{ name: "managed", before: "no", after: "yes" }] : [];
    const groupsBefore = Array.isArray(known?.groups) ? known.groups.map(String) : [];
    fields.push(...diffLists("groups", groupsBefore, desired.groups));
    const expires = typeof known?.expires === "string" ? known.expires : null;
    if (expires !== desired.expires) fields.push({ name: "expires", before: expires, after: desired.expires });
    return fields;
}

/** Written before the account is made, so that one made by an apply that was killed is invited by the next (SPEC 4.11). */
function planInvitation(plan: PlanBuilder, { agency, register }: ObservedServer, { userId }: DesiredAccount): void {
    const key = invitationKey(userId);
    const before = readInvitation(register[key]);
    if (plan.options.invites !== true || before?.state === "due") return;
    const value = { state: "due", n: (before?.n ?? 0) + 1 };
    plan.step({ agency, phase: "create", key: accountKey(userId), command: { kind: "record", key, value } });
}

/** What tells one name from another, and is none. */
const nameTag = (name: string): string => digestOf(name).slice(0, 8);

const freedom: readonly AccountState[] = ["locked", "suspended", "active"];
const isFreer = (state: AccountState, than: AccountState): boolean => freedom.indexOf(state) > freedom.indexOf(than);

function planListing(plan: PlanBuilder, { userId, agency, isListed }: DesiredAccount): void {
    const phase = isListed ? "grant" : "restrict";
    plan.step({ agency, phase, key: accountKey(userId), command: { kind: "set-listing", userId, isListed } });
}

/**
 * What somebody did by hand to an account since the last apply (SPEC 5.2). A name is the agency's to give: under another, a
 * person passes for somebody else. A state that is freer than what was applied opens; a stricter one is told.
 */
function findAccountDrift(
    plan: PlanBuilder,
    { userId, agency, displayName, isListed }: DesiredAccount,
    now: {
        readonly state: AccountState;
        readonly before: AccountState;
        readonly present: ObservedAccount;
        readonly known: RegisterEntry | undefined;
    },
): void {
    const { state, before, present, known } = now;
    const found = present.displayName;
    const base = { key: accountKey(userId), agency };
    if (known?.name === nameTag(displayName) && found !== displayName)
        plan.drift({ ...base, name: "name", expected: displayName, found, severity: "security" });
    if (known?.listed === false && !isListed && !present.isUnlisted)
        plan.drift({ ...base, name: "listed", expected: "no", found: "yes", severity: "security" });
    if (known?.state !== state || before === state) return;
    const severity = isFreer(before, state) ? "security" : "plain";
    plan.drift({ ...base, name: "state", expected: state, found: before, severity });
}

/** What the manifest says, or locked once the last day is over by the server's own clock. */
function stateNow(
    plan: PlanBuilder,
    server: ObservedServer,
    { userId, agency, state, expires }: DesiredAccount,
): AccountState {
    if (expires === null) return state;
    const stage = expiryStage(expires, server.nowMs);
    if (stage.kind === "reminder") {
        const { withinDays, daysLeft } = stage;
        plan.remind({ key: accountKey(userId), agency, expires, withinDays, daysLeft });
    }
    return stage.kind === "ended" ? "locked" : state;
}

function created({ groups, expires, from, isListed }: DesiredAccount, state: AccountState): FieldChange[] {
    const fields: FieldChange[] = groups.map((group) => ({ name: `groups.${group}`, before: null, after: "member" }));
    if (state !== "active") fields.push({ name: "state", before: null, after: state });
    if (expires !== null) fields.push({ name: "expires", before: null, after: expires });
    if (from !== null) fields.push({ name: "from", before: null, after: from });
    if (!isListed) fields.push({ name: "listed", before: null, after: "no" });
    return fields;
}

export function diffLists(name: string, before: readonly string[], after: readonly string[]): FieldChange[] {
    const gone = before.filter((value) => !after.includes(value));
    const come = after.filter((value) => !before.includes(value));
    return [
        ...gone.map((value) => ({ name: `${name}.${value}`, before: "member", after: null })),
        ...come.map((value) => ({ name: `${name}.${value}`, before: null, after: "member" })),
    ];
}
