import { z } from "zod";
import type { Desired } from "../desired/Desired.ts";
import { REMINDER_DAYS } from "../lifecycle/expiry.ts";
import type { RegisterEntry } from "../observed/Observed.ts";
import { accountKey } from "../plan/accountKey.ts";
import type { Reminder } from "../plan/Plan.ts";
import { addressee, addresseeOf, messageId, messageIdOf, schemaFor } from "./addressee.ts";

const schema = z.strictObject({
    v: z.literal(1),
    /** One for each step of a person's way to the last day. */
    reminder: messageId,
    ...addressee,
    /** The account's last day (UTC), and how many days it still has. */
    expires: z.iso.date(),
    daysLeft: z.int().min(1).max(REMINDER_DAYS[0]),
    /** The step that was reached. */
    withinDays: z.union(REMINDER_DAYS.map((days) => z.literal(days))),
});

/** What a reminder command reads on its standard input (SPEC 4.12). */
export type ReminderWire = z.infer<typeof schema>;

/** The same as JSON Schema, for whoever writes such a command: `reminder.schema.json`. */
export const reminderSchema = () => schemaFor(schema, "reminder", "4.12");

export const reminderKey = (userId: string): string => `reminders/${userId}`;

/** Whether this step was told already, or may have been. */
export const isReminded = (entry: RegisterEntry | undefined, { expires, withinDays }: Reminder): boolean =>
    entry?.expires === expires && entry.withinDays === withinDays;

/** What the command is told; `undefined` for somebody whom the manifest does not list. */
export function formatReminder(desired: Desired, { key, expires, withinDays, daysLeft }: Reminder) {
    const account = desired.accounts.find(({ userId }) => key === accountKey(userId));
    if (account === undefined) return undefined;
    const wire: ReminderWire = {
        ...{ v: 1, reminder: messageIdOf("reminder", desired, account.userId, expires, withinDays) },
        ...addresseeOf(desired, account),
        ...{ expires, daysLeft, withinDays },
    };
    return wire;
}
