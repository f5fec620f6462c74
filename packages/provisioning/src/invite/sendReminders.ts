import { ok, type Result } from "@valise/base";
import type { ApplyFailure, ApplyInput } from "../apply/applyManifest.ts";
import type { HeldLock } from "../apply/holdLock.ts";
import type { Auditor } from "../apply/writeAudit.ts";
import type { ObservedServer } from "../observed/Observed.ts";
import type { Reminder } from "../plan/Plan.ts";
import { isMeant } from "../plan/PlanBuilder.ts";
import { callOnce } from "./callOnce.ts";
import { formatReminder, isReminded, reminderKey } from "./reminder.ts";

/** Who was told that their account is about to end, and who could not be. */
export interface Reminders {
    readonly sent: readonly string[];
    readonly notSent: readonly string[];
}

/**
 * Calls the reminder command once for each step of each person's way to the last day (SPEC 4.12). One that was cut off is not
 * repeated: the next step of the ladder comes. An apply of a part reminds of that part.
 */
export async function sendReminders(
    input: ApplyInput,
    reminders: readonly Reminder[],
    observed: readonly ObservedServer[],
    locks: ReadonlyMap<string, HeldLock>,
    audit: Auditor,
): Promise<Result<Reminders, ApplyFailure>> {
    const told = { sent: [] as string[], notSent: [] as string[] };
    const { reminding, options } = input;
    const meant = reminders.filter(({ key }) => isMeant(options, key));
    for (const reminder of reminding === undefined ? [] : meant) {
        const { agency, key, expires, withinDays } = reminder;
        const wire = formatReminder(input.desired, reminder);
        if (reminding === undefined || wire === undefined) continue;
        const entry = reminderKey(wire.user);
        const { register } = observed.find((server) => server.agency === agency) ?? {};
        if (isReminded(register?.[entry], reminder)) continue;
        const step = { expires, withinDays };
        const outcome = await callOnce(input, locks, audit, {
            ...{ agency, what: `remind ${key}`, key: entry, before: step, sent: step, notSent: null },
            call: () => reminding.call(wire),
        });
        if (!outcome.ok) return outcome;
        (outcome.value === "sent" ? told.sent : told.notSent).push(wire.user);
    }
    return ok(told);
}
