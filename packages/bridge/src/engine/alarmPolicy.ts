import { z } from "zod";

const alarm = z.strictObject({
    sounds: z.boolean(),
    repeatS: z.int().min(5).max(600).nullable(),
    raisesWindow: z.boolean(),
    throughDoNotDisturb: z.boolean(),
});
const others = alarm.nullable().optional();

/**
 * What each precedence does on an agency's devices (`packages/crisis/SPEC.md` 5.5). A FLASH always sounds, at least once a minute
 * until it is answered, and brings the window up: a configuration that says otherwise is refused.
 */
export const alarmPolicySchema = z.strictObject({
    FLASH: alarm
        .extend({ sounds: z.literal(true), repeatS: z.int().min(5).max(60), raisesWindow: z.literal(true) })
        .optional(),
    IMMEDIATE: others,
    PRIORITY: others,
    ROUTINE: others,
    exercisesThroughDoNotDisturb: z.boolean().optional(),
});
