import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, UserId } from "@valise/bridge";
import { type IssuedRow, issueRow, type RowWish } from "@valise/clearance/desk";
import { failureOf } from "../gate/holder/refusals.ts";
import type { Account } from "../session/Account.ts";
import { deliverClearance } from "./deliverClearance.ts";
import type { OpenDesk } from "./OpenDesk.ts";
import { readIdentities } from "./readIdentities.ts";

export interface IssuedOutcome extends Pick<IssuedRow, "identity" | "gains" | "loses"> {
    readonly userId: UserId;
    readonly code: null;
    readonly expiresAtMs: number;
    /** Devices of the person it was sent to; one that got nothing is reached by renewing. */
    readonly deviceIds: readonly string[];
}
export interface RefusedOutcome {
    readonly userId: UserId;
    readonly code: string;
}

/**
 * Decides each row against the identity the server shows now and, unless `dryRun`, records it, signs and hands over; a
 * refused row stops none of the others.
 */
export async function issueRows(
    account: Account,
    open: OpenDesk,
    rows: readonly (RowWish & { readonly userId: UserId })[],
    { days, dryRun }: { readonly days: number; readonly dryRun: boolean },
): Promise<Result<(IssuedOutcome | RefusedOutcome)[], EngineFailure>> {
    const { clock, clearances, officerDesk } = account;
    const { community } = clearances;
    const context = community.context();
    if (context === null) return err(failureOf({ code: "TRUST_MISSING" }));
    const shown = await readIdentities(
        account,
        rows.map(({ userId }) => userId),
    );
    if (!shown.ok) return shown;
    const { officer, limits } = open;
    const random = (length: number) => globalThis.crypto.getRandomValues(new Uint8Array(length));
    const list = context.lists.get(limits.uri);
    // What other officers gave out is unknown here, but what they revoked stands in the list.
    const taken = new Set([limits.statusIdx, ...(list === undefined ? [] : nonZero(list.valueAt))]);
    const outcomes: (IssuedOutcome | RefusedOutcome)[] = [];
    for (const [at, row] of rows.entries()) {
        const { userId } = row;
        const now = { ...context, nowS: Math.floor(clock.nowMs() / 1000) };
        const parts = { officer, limits, register: open.register(), context: now, taken, random };
        const made = await issueRow(row, shown.value[at]?.masterKey ?? null, days, parts, community.registry);
        if (!dryRun && made.events.length > 0) await open.append(made.events);
        if (made.kind === "refused") {
            outcomes.push({ userId, code: made.code });
            continue;
        }
        const { identity, expiresAtS, gains, loses, credential } = made;
        if (!dryRun) await officerDesk.requests.closeOf(userId);
        const sent = dryRun ? null : await deliverClearance(account, credential);
        const deviceIds = sent?.ok === true ? sent.value.deviceIds : [];
        outcomes.push({ userId, code: null, identity, expiresAtMs: expiresAtS * 1000, gains, loses, deviceIds });
    }
    return ok(outcomes);
}

function* nonZero(valueAt: (idx: number) => number | undefined): Generator<number> {
    for (let idx = 0, value = valueAt(0); value !== undefined; idx++, value = valueAt(idx)) if (value !== 0) yield idx;
}
