import { z } from "zod";
import { type Precedence, precedence } from "./wire.ts";

const repeatS = z.int().min(5).max(600);

/** What an agency says about alarms on its devices (SPEC 5.5). */
export const alarmPolicySchema = z.strictObject({
    /** Precedences that alarm; all others only appear. */
    alarms: z.array(precedence),
    /** Those that sound although the person asked not to be disturbed. */
    throughDoNotDisturb: z.array(precedence),
    /** Whether an exercise may do so too. */
    exerciseThroughDoNotDisturb: z.boolean(),
    /** Seconds between two soundings, until answered. */
    repeatS: z.strictObject({ IMMEDIATE: repeatS, FLASH: repeatS }),
});
export type AlarmPolicy = z.infer<typeof alarmPolicySchema>;

export const DEFAULT_ALARM_POLICY: AlarmPolicy = {
    alarms: ["FLASH", "IMMEDIATE"],
    throughDoNotDisturb: ["FLASH"],
    exerciseThroughDoNotDisturb: false,
    repeatS: { IMMEDIATE: 60, FLASH: 10 },
};

/** Seconds until the alarm sounds again; `undefined`: it sounds once. */
export const repeatOf = (policy: AlarmPolicy, of: Precedence): number | undefined =>
    of === "FLASH" || of === "IMMEDIATE" ? policy.repeatS[of] : undefined;
