import { findTrustRoom } from "../observed/findTrustRoom.ts";
import type { ObservedAccount, ObservedServer } from "../observed/Observed.ts";
import { accountKey, userOfKey } from "./accountKey.ts";
import { isHeldBack, type PlanBuilder } from "./PlanBuilder.ts";
import { planAccount } from "./planAccount.ts";

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
    const managed = Object.keys(server.register).flatMap((key) => userOfKey(key) ?? []);
    for (const userId of managed) {
        if (wanted.has(userId)) continue;
        planLeaver(plan, server, userId, present.get(userId));
    }
    findUnknownAdmins(plan, server, wanted);
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
        const roomId = findTrustRoom(server)?.roomId;
        if (roomId !== undefined)
            plan.step({
                agency,
                phase: "restrict",
                key,
                command: { kind: "say-ended", roomId, userId, hasEnded: true },
            });
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
