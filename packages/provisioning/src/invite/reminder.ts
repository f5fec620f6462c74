import { z } from "zod";
import type { Desired } from "../desired/Desired.ts";
import { digestOf } from "../desired/markOf.ts";
import { REMINDER_DAYS } from "../lifecycle/expiry.ts";
import type { RegisterEntry } from "../observed/Observed.ts";
import type { Reminder } from "../plan/Plan.ts";

const schema = z.strictObject({
    v: z.literal(1),
    /** One name for each step of a person's way to the last day: a command that has sent it does nothing, and ends with 0. */
    reminder: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
    user: z
        .string()
        .max(255)
        .regex(/^@[!-9;-~]+:[!-~]+$/),
    name: z.string().min(1).max(100),
    agency: z.strictObject({ id: z.string(), name: z.string() }),
    server: z.string(),
    /** The account's last day (UTC), and how many days it still has. */
    expires: z.iso.date(),
    daysLeft: z.int().min(1).max(REMINDER_DAYS[0]),
    /** The step that was reached. */
    withinDays: z.union(REMINDER_DAYS.map((days) => z.literal(days))),
});

/** What a reminder command reads on its standard input (SPEC 4.12). */
export type ReminderWire = z.infer<typeof schema>;

/** The same as JSON Schema, for whoever writes such a command: `reminder.schema.json`. */
export const reminderSchema = () => ({
    ...z.toJSONSchema(schema),
    title: "What a Valise reminder command reads on its standard input (packages/provisioning/SPEC.md 4.12)",
});

export const reminderKey = (userId: string): string => `reminders/${userId}`;

/** Whether this step was told already, or may have been. */
export const isReminded = (entry: RegisterEntry | undefined, { expires, withinDays }: Reminder): boolean =>
    entry?.expires === expires && entry.withinDays === withinDays;

/** What the command is told; `undefined` for somebody whom the manifest does not list. */
export function formatReminder(desired: Desired, { key, expires, withinDays, daysLeft }: Reminder) {
    const account = desired.accounts.find(({ userId }) => key === `accounts/${userId}`);
    const agency = desired.agencies.find(({ id }) => id === account?.agency);
    if (account === undefined || agency === undefined) return undefined;
    const { userId, displayName } = account;
    const name = `valise:reminder\n${desired.community}\n${userId}\n${expires}\n${withinDays}`;
    const wire: ReminderWire = {
        ...{ v: 1, reminder: digestOf(name).slice(0, 22), user: userId, name: displayName },
        agency: { id: agency.id, name: agency.name },
        ...{ server: agency.server, expires, daysLeft, withinDays },
    };
    return wire;
}
