import type { PlanChangeSnapshot, PlanSnapshot } from "@valise/bridge";
import { accountKey, type Desired, type ObservedServer, observedRetention, type Plan } from "@valise/provisioning";
import { buildExpirySnapshot } from "./expirySnapshot.ts";
import { fileOfKey } from "./manifestOutline.ts";

/** So much of a long list is shown; the counts are of all of it. */
const SHOWN = 500;
/** Changes of one action; what would be replaced or destroyed is told in full. */
const CHANGES = 10_000;
/** Fields of one change. */
const FIELDS = 100;

/** A plan as the page draws it. */
export function buildPlanSnapshot(
    plan: Plan,
    { desired, observed, atMs }: { desired: Desired; observed: readonly ObservedServer[]; atMs: number },
): PlanSnapshot {
    const { create, change, replace, destroy, access, steps } = plan;
    const mended = new Set(steps.map(({ key }) => key));
    const fileOf = fileOfKey(desired);
    const describe = (action: PlanChangeSnapshot["action"], changes: Plan["create"]) =>
        changes.map((each) => describeChange(action, each, fileOf(each.key)));
    const shown = [
        ...describe("create", create.slice(0, CHANGES)),
        ...describe("change", change.slice(0, CHANGES)),
        ...describe("replace", replace),
        ...describe("destroy", destroy),
    ];
    const people = (effect: "gains" | "loses") =>
        new Set(access.filter((each) => each.effect === effect).map(({ userId }) => userId)).size;
    return {
        atMs,
        counts: {
            ...{ create: create.length, change: change.length },
            ...{ replace: replace.length, destroy: destroy.length },
            ...{ gain: people("gains"), lose: people("loses") },
        },
        changes: shown,
        stepCount: steps.length,
        access: access.slice(0, SHOWN),
        drift: plan.drift.map(({ key, name, expected, found, severity, change }) => {
            const [by, atMs] = [change?.by ?? null, change?.atMs ?? null];
            return { key, name, expected, found, severity, by, atMs, canPutBack: mended.has(key) };
        }),
        kept: plan.kept.map(({ key, name, change }) => {
            return { key, name, by: change?.by ?? null, atMs: change?.atMs ?? null };
        }),
        waits: plan.waits.map(({ key, reason, users }) => ({ key, reason, users })),
        ladder: buildLadder(desired, observed),
        signatures: plan.signatures.map(({ kind, title, role, signers }) => ({ kind, title, role, signers })),
        retention: observedRetention(desired, observed),
    };
}

/** Who is on the way to their last day, or past it; by the server's own clock. */
function buildLadder(desired: Desired, observed: readonly ObservedServer[]): PlanSnapshot["ladder"] {
    const rows = observed.flatMap(({ agency, accounts, nowMs }) => {
        const locked = new Map(accounts.map(({ userId, isLocked }) => [userId, isLocked]));
        return desired.accounts.flatMap(({ userId, agency: of, displayName: name, expires }) => {
            const reached = of === agency ? buildExpirySnapshot(expires, nowMs) : null;
            if (expires === null || reached === null) return [];
            return [
                { key: accountKey(userId), userId, name, expires, ...reached, isLocked: locked.get(userId) === true },
            ];
        });
    });
    return rows.sort((a, b) => (a.expires + a.key < b.expires + b.key ? -1 : 1)).slice(0, SHOWN);
}

function describeChange(
    action: PlanChangeSnapshot["action"],
    change: Plan["create"][number],
    file: string | null,
): PlanChangeSnapshot {
    const { kind, key, agency, title, needsSignature, isHeldBack, loosens } = change;
    const fields = change.fields.slice(0, FIELDS);
    const moreFields = change.fields.length - fields.length;
    return { action, kind, key, agency, file, title, fields, moreFields, needsSignature, isHeldBack, loosens };
}
