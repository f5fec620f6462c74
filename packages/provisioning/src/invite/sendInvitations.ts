import { ok, type Result } from "@valise/base";
import type { ApplyFailure, ApplyInput } from "../apply/applyManifest.ts";
import type { HeldLock } from "../apply/holdLock.ts";
import type { Auditor } from "../apply/writeAudit.ts";
import type { DesiredAccount } from "../desired/Desired.ts";
import type { ObservedServer } from "../observed/Observed.ts";
import { accountKey } from "../plan/accountKey.ts";
import { isMeant } from "../plan/PlanBuilder.ts";
import type { InvitationOutcome, Inviter } from "../ports/Inviter.ts";
import { callOnce } from "./callOnce.ts";
import { formatInvitation, type InvitationEntry, invitationKey, readInvitation } from "./invitation.ts";

/** Whose invitation left, did not, may have, and is still to be sent. */
export interface Invitations {
    readonly sent: readonly string[];
    readonly notSent: readonly string[];
    readonly unknown: readonly string[];
    readonly waiting: readonly string[];
}

interface Due {
    readonly agency: string;
    readonly account: DesiredAccount;
    readonly entry: InvitationEntry;
}

/**
 * Calls the invitation command for every account that was made with one in view and is open by now (SPEC 4.11). That a call
 * begins is written down before it does, so that none is made twice: one that was cut off is told of, and made again only
 * when a person says so. Where no command is configured, who waits for one is told. An apply of a part invites of that part.
 */
export async function sendInvitations(
    input: ApplyInput,
    observed: readonly ObservedServer[],
    locks: ReadonlyMap<string, HeldLock>,
    audit: Auditor,
): Promise<Result<Invitations, ApplyFailure>> {
    const { inviter } = input;
    const told = { sent: [] as string[], notSent: [] as string[], unknown: [] as string[], waiting: [] as string[] };
    for (const due of findDue(input, observed)) {
        const { userId } = due.account;
        const isCutOff = due.entry.state === "calling" && inviter?.again.includes(userId) !== true;
        if (isCutOff) told.unknown.push(userId);
        else if (inviter === undefined) told.waiting.push(userId);
        else {
            const outcome = await sendOne(input, inviter, due, locks, audit);
            if (!outcome.ok) return outcome;
            const list = { sent: told.sent, "not-sent": told.notSent, unknown: told.unknown }[outcome.value];
            list.push(userId);
        }
    }
    return ok(told);
}

function findDue({ desired, options }: ApplyInput, observed: readonly ObservedServer[]): Due[] {
    return observed.flatMap(({ agency, accounts, register }) => {
        const open = new Set(
            accounts
                .filter(({ isLocked, isSuspended, isDeactivated }) => !isLocked && !isSuspended && !isDeactivated)
                .map(({ userId }) => userId),
        );
        return desired.accounts.flatMap((account): Due[] => {
            if (account.agency !== agency || !open.has(account.userId)) return [];
            if (!isMeant(options, accountKey(account.userId))) return [];
            const entry = readInvitation(register[invitationKey(account.userId)]);
            return entry === undefined || entry.state === "sent" ? [] : [{ agency, account, entry }];
        });
    });
}

async function sendOne(
    input: ApplyInput,
    inviter: Inviter,
    { agency, account, entry: { n } }: Due,
    locks: ReadonlyMap<string, HeldLock>,
    audit: Auditor,
): Promise<Result<InvitationOutcome, ApplyFailure>> {
    const { userId } = account;
    const said = (state: InvitationEntry["state"]) => ({ state, n });
    return callOnce(input, locks, audit, {
        ...{ agency, what: `invite ${accountKey(userId)}`, key: invitationKey(userId) },
        ...{ before: said("calling"), sent: said("sent"), notSent: said("due") },
        call: () => inviter.call(formatInvitation(input.desired, account, n, inviter.letterOf(userId))),
    });
}
