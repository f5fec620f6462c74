import { z } from "zod";
import { encodeObject, parseEncodedObject } from "../encoding/jws.ts";

const seconds = z.int().nonnegative();
export const shortName = z.string().regex(/^[A-Z0-9][A-Z0-9 _.-]{0,63}$/);
const setName = z.string().regex(/^[A-Z0-9][A-Z0-9 _-]{0,31}$/);
export const agencyId = z.string().regex(/^urn:[!-~]{3,250}$/);
export const roomId = z.string().regex(/^![\x21-\x7e]{1,254}$/);

/** Different values, so that a list cannot pretend to be longer than it is. */
const unique = <T>(schema: z.ZodType<T>) =>
    z.array(schema).refine((values) => new Set(values).size === values.length, { error: "repeated value" });

export const agencyList = unique(agencyId).min(1).max(64);

const gateSchema = z.strictObject({
    room: roomId,
    /** Goes up whenever anything in the gate changes. */
    epoch: z.int().min(1),
    iat: seconds,
    pol: z.string().regex(/^urn:[!-~]{3,250}$/),
    lvl: shortName,
    cat: z.record(setName, unique(shortName).min(1)),
    /** The highest level this room may ever bear. */
    ceiling: shortName,
    admission: z.enum(["cleared", "roster"]),
    /** Whose people may belong. */
    agencies: agencyList,
    /** Whose holders of CHARTER or ADMIT may admit, and of CHARTER sign the next charter. */
    admit: unique(agencyId).max(64),
    /** What a presentation shows besides the label, and whether those who come later may be given history. */
    present: z.strictObject({ role: shortName.optional(), history: z.boolean() }),
});

/** All that access to a room depends on (SPEC 8.2). */
export type Gate = z.infer<typeof gateSchema>;

/** The gate string: its bytes are what presentations are bound to, so it is carried, never rebuilt. */
export const formatGate = (gate: Gate): string => encodeObject(gateSchema.parse(gate));

/** Reads a gate string strictly; `undefined` when anything in it is missing, unknown or of another form. */
export function parseGate(text: string): Gate | undefined {
    const parsed = gateSchema.safeParse(parseEncodedObject(text));
    return parsed.success ? parsed.data : undefined;
}
