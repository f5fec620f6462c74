import { type Holder, holdersOf, type WishRow } from "@valise/clearance/desk";
import { formatClearance, type PolicyRegistry, parseClaims } from "@valise/labels";
import { badUsage } from "../../output/CommandFailure.ts";
import type { DeskOptions } from "../../trust/Desk.ts";
import { parseUserId } from "../arguments.ts";
import type { Context } from "../Context.ts";
import { issueRows, report, withDesk } from "./issue.ts";

export interface RenewOptions extends DeskOptions {
    readonly user?: readonly string[];
    /** Seconds: everyone whose clearance ends sooner. */
    readonly ending?: number;
    readonly days: number;
    readonly out?: string;
    readonly send: boolean;
}

/** Attests the same again, to the same identity. Whose identity has changed is refused, and the alarm is raised. */
export async function renew(context: Context, options: RenewOptions): Promise<void> {
    const users = options.user?.map(parseUserId);
    if (users === undefined && options.ending === undefined) throw badUsage("usage.renew");
    await withDesk(context, options, async (engine, desk, register, tools) => {
        const nowS = tools.nowS();
        const endS = nowS + (options.ending ?? 0);
        const holders = holdersOf(register.register, nowS);
        const unknown = users?.find((user) => !holders.some(({ userId }) => userId === user));
        if (unknown !== undefined) throw badUsage("usage.notHolder", { user: unknown });
        const due = holders.filter(({ userId, status, attestation }) =>
            users === undefined ? status === "valid" && attestation.expiresAtS < endS : users.includes(userId as never),
        );
        const stopped = due.filter(({ status }) => status === "revoked" || status === "suspended");
        const rows = due.filter((holder) => !stopped.includes(holder)).map((holder) => rowOf(holder, tools.registry));
        const outcomes = rows.length === 0 ? [] : await issueRows(rows, options, { engine, desk, register, tools });
        const nothing = { identity: null, until: null, gains: [], loses: [], file: null, devices: null };
        const refused = stopped.map(({ userId, status }) => ({ userId, code: `holder-${status}`, ...nothing }));
        report(context, [...outcomes, ...refused]);
    });
}

function rowOf({ userId, attestation: { pol, claims } }: Holder, registry: PolicyRegistry): WishRow {
    const clearance = parseClaims(pol, claims, registry);
    if (!clearance.ok) throw badUsage("usage.notHolder", { user: userId });
    const roles = claims.filter((claim) => claim.startsWith("role:")).map((claim) => claim.slice(5));
    return { line: 1, userId, want: formatClearance(clearance.value), roles, identityCode: null, until: null };
}
