import type { PlanChangeSnapshot, PlanSnapshot } from "@valise/bridge";
import { type Desired, type ObservedServer, observedRetention, type Plan } from "@valise/provisioning";

/** So much of a long list is shown; the counts are of all of it. What would be destroyed is shown in full. */
const SHOWN = 500;

/** A plan as the page draws it. */
export function buildPlanSnapshot(
    plan: Plan,
    { desired, observed, atMs }: { desired: Desired; observed: readonly ObservedServer[]; atMs: number },
): PlanSnapshot {
    const { create, change, replace, destroy, access } = plan;
    const shown = [
        ...describe("create", create.slice(0, SHOWN)),
        ...describe("change", change.slice(0, SHOWN)),
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
        stepCount: plan.steps.length,
        access: access.slice(0, SHOWN),
        drift: plan.drift.map(({ key, name, expected, found, severity }) => ({ key, name, expected, found, severity })),
        waits: plan.waits.map(({ key, reason, users }) => ({ key, reason, users })),
        reminders: plan.reminders.map(({ key, expires, daysLeft }) => ({ key, expires, daysLeft })),
        signatures: plan.signatures.map(({ kind, title, role, signers }) => ({ kind, title, role, signers })),
        retention: observedRetention(desired, observed),
    };
}

function describe(action: PlanChangeSnapshot["action"], changes: Plan["create"]): PlanChangeSnapshot[] {
    return changes.map(({ kind, key, title, fields, needsSignature, isHeldBack, loosens }) => ({
        ...{ action, kind, key, title, fields, needsSignature, isHeldBack, loosens },
    }));
}
