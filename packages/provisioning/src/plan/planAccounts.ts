import type { AccountState, DesiredAccount } from "../desired/Desired.ts";
import { expiryStage } from "../lifecycle/expiry.ts";
import type { ObservedAccount, ObservedServer } from "../observed/Observed.ts";
import type { FieldChange } from "./Plan.ts";
import { isHeldBack, type PlanBuilder } from "./PlanBuilder.ts";

export const accountKey = (userId: string): string => `accounts/${userId}`;

/** Whether the register says that someone was offboarded; an older manifest does not bring them back. */
const isOffboarded = (server: ObservedServer, userId: string): boolean =>
    server.register[accountKey(userId)]?.state === "removed";

/** Accounts of one agency: made, renamed, locked, taken over, and ended where the manifest no longer has them. */
export function planAccounts(plan: PlanBuilder, server: ObservedServer): void {
    const present = new Map(server.accounts.map((account) => [account.userId, account]));
    const desired = plan.desired.accounts.filter(({ agency }) => agency === server.agency);
    for (const account of desired) {
        const key = accountKey(account.userId);
        if (isOffboarded(server, account.userId) && !plan.options.readmit.includes(account.userId))
            plan.refuse("offboarded-account", account.userId, key);
        else planAccount(plan, server, account, present.get(account.userId));
    }
    const wanted = new Set(desired.map(({ userId }) => userId));
    for (const key of Object.keys(server.register)) {
        const userId = key.startsWith("accounts/") ? key.slice("accounts/".length) : "";
        if (userId === "" || wanted.has(userId)) continue;
        planLeaver(plan, server, userId, present.get(userId));
    }
    findUnknownAdmins(plan, server, wanted);
}

function planAccount(
    plan: PlanBuilder,
    server: ObservedServer,
    desired: DesiredAccount,
    present: ObservedAccount | undefined,
): void {
    const { userId, displayName, agency } = desired;
    const key = accountKey(userId);
    const state = stateNow(plan, server, desired);
    const about = { kind: "account" as const, key, agency, title: displayName };
    const entry = { state, groups: desired.groups, expires: desired.expires };
    const record = () => plan.step({ agency, phase: "record", key, command: { kind: "record", key, value: entry } });
    const setState = () => {
        const phase = state === "active" ? "grant" : "restrict";
        plan.step({ agency, phase, key, command: { kind: "set-account-state", userId, state } });
    };
    if (present === undefined || present.isDeactivated) {
        plan.change("create", { ...about, fields: created(desired, state) });
        plan.step({ agency, phase: "create", key, command: { kind: "create-account", userId, displayName } });
        if (state !== "active") setState();
        record();
        return;
    }
    const fields: FieldChange[] = [];
    if (present.displayName !== displayName) {
        fields.push({ name: "name", before: present.displayName, after: displayName });
        plan.step({ agency, phase: "restrict", key, command: { kind: "rename-account", userId, displayName } });
    }
    const before = present.isLocked ? "locked" : present.isSuspended ? "suspended" : "active";
    if (before !== state) {
        fields.push({ name: "state", before, after: state });
        setState();
    }
    const known = server.register[key];
    if (known === undefined) fields.push({ name: "managed", before: "no", after: "yes" });
    const groupsBefore = Array.isArray(known?.groups) ? known.groups.map(String) : [];
    fields.push(...diffLists("groups", groupsBefore, desired.groups));
    const expires = typeof known?.expires === "string" ? known.expires : null;
    if (expires !== desired.expires) fields.push({ name: "expires", before: expires, after: desired.expires });
    if (fields.length === 0) return;
    plan.change("change", { ...about, fields, loosens: before !== "active" && state === "active" });
    record();
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

function created({ groups, expires, from }: DesiredAccount, state: AccountState): FieldChange[] {
    const fields: FieldChange[] = groups.map((group) => ({ name: `groups.${group}`, before: null, after: "member" }));
    if (state !== "active") fields.push({ name: "state", before: null, after: state });
    if (expires !== null) fields.push({ name: "expires", before: null, after: expires });
    if (from !== null) fields.push({ name: "from", before: null, after: from });
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

/**
 * Someone who is no longer in the manifest (SPEC 4.6). At once: nothing more can be done with the account; last: that it is over is
 * written down, so that no older manifest brings the person back. Rooms are emptied of them by `planMembers`.
 */
function planLeaver(
    plan: PlanBuilder,
    server: ObservedServer,
    userId: string,
    present: ObservedAccount | undefined,
): void {
    const key = accountKey(userId);
    const { agency } = server;
    const entry = server.register[key];
    if (entry?.state === "removed") return;
    if (present?.isAdmin && !server.accounts.some((other) => other.isAdmin && other.userId !== userId))
        plan.refuse("last-admin", userId);
    if (userId === server.operator) plan.refuse("operator-offboarded", userId);
    const isHeld = isHeldBack(plan.options, key);
    const movedTo = plan.desired.accounts.find(({ from }) => from === userId)?.userId;
    plan.change("destroy", {
        kind: "account",
        key,
        agency,
        title: present?.displayName ?? userId,
        isHeldBack: isHeld,
        needsSignature: true,
        ...(movedTo === undefined ? {} : { fields: [{ name: "to", before: null, after: movedTo }] }),
    });
    needRevocation(plan, server, userId);
    if (isHeld) return;
    if (present !== undefined && !present.isDeactivated) {
        plan.step({ agency, phase: "restrict", key, command: { kind: "set-account-state", userId, state: "locked" } });
        plan.step({ agency, phase: "restrict", key, command: { kind: "end-sessions", userId } });
        plan.step({ agency, phase: "destroy", key, command: { kind: "deactivate-account", userId } });
    }
    plan.step({ agency, phase: "record", key, command: { kind: "record", key, value: { state: "removed" } } });
}

/** An officer revokes; the plan that ends the account is what alarms them. */
function needRevocation(plan: PlanBuilder, { agency }: ObservedServer, userId: string): void {
    const key = accountKey(userId);
    const id = `revocation:${key}`;
    plan.need({ id, kind: "revocation", key, agency, title: userId, role: "OFFICER", signers: 1 });
}

/** Whoever may steer the server beside the one who runs this stands in the manifest, or is told of. */
function findUnknownAdmins(plan: PlanBuilder, server: ObservedServer, wanted: ReadonlySet<string>): void {
    for (const { userId, isAdmin, isDeactivated } of server.accounts) {
        if (!isAdmin || isDeactivated || userId === server.operator || wanted.has(userId)) continue;
        plan.drift({
            key: accountKey(userId),
            agency: server.agency,
            name: "admin",
            expected: null,
            found: "server administrator",
            severity: "security",
        });
    }
}
