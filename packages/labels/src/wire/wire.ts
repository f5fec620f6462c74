import { z } from "zod";
import { SHORT_NAME } from "../policy/policySchema.ts";

/** Content key of a message's label, inside the encrypted payload (SPEC 7). */
export const LABEL_KEY = "org.valise.label";

const shortName = z.string().regex(SHORT_NAME);

/** What a label whose policy the reader lacks is shown by. The ink is never carried: the reader computes it. */
export const displayMarkingSchema = z.strictObject({
    text: z.string().min(1).max(2048),
    portion: z.string().min(1).max(2048),
    field: z.string().regex(/^#[0-9a-f]{6}$/),
});

export const labelWireSchema = z.strictObject({
    v: z.literal(1),
    policy: shortName,
    level: shortName,
    categories: z.record(shortName, z.array(shortName).min(1).max(512)),
    marking: displayMarkingSchema,
});

export type LabelWire = z.output<typeof labelWireSchema>;
