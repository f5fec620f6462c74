import { z } from "zod";
import { record } from "../answer/wire.ts";
import { broadcastRef } from "../broadcast/wire.ts";
import { agencyId, eventId, prose, roomId, seconds, userId } from "../encoding/fields.ts";

/** Room event of a cell's ledger room: a batch of entries (SPEC 7.1). */
export const LEDGER_TYPE = "org.valise.ledger";

/** To-device type by which a sender's device tells each cell whom a broadcast was addressed to (SPEC 7.5). */
export const MANIFEST_TYPE = "org.valise.broadcast.manifest";
/** To-device type by which one cell names one of its people to another (SPEC 8.6). */
export const RELEASE_TYPE = "org.valise.release";

export const MAX_BATCH_BYTES = 32_000;

const about = { broadcast: broadcastRef };
const who = userId;
const why = prose(300);
const count = z.int().nonnegative().max(1_000_000);

export const reach = z.enum(["no-device", "key-withheld", "keyed"]);

/** The ladder (SPEC 6.3), lowest rung first. */
const rung = z.enum([
    "no-device",
    "key-withheld",
    "not-delivered",
    "undecryptable",
    "delivered",
    "seen",
    "acknowledged",
    "cannot-comply",
]);

/** How many of an agency's addressees stand on each rung, each person once, on their highest. */
export const rungCounts = z.strictObject({
    addressed: count,
    noDevice: count,
    noKey: count,
    notDelivered: count,
    undecryptable: count,
    delivered: count,
    seen: count,
    acknowledged: count,
    cannotComply: count,
});

export const countsPayload = z
    .strictObject({ room: roomId, broadcast: broadcastRef, agency: agencyId, iat: seconds, counts: rungCounts })
    .refine(({ counts: { addressed, ...rungs } }) => addressed === Object.values(rungs).reduce((a, b) => a + b, 0), {
        path: ["counts", "addressed"],
    });

const code = z.string().regex(/^[A-Z][A-Z_]{2,39}$/);
const agencyReach = { agency: agencyId, addressed: count, noDevice: count, noKey: count };
const addsUp = (of: { readonly addressed: number; readonly noDevice: number; readonly noKey: number }): boolean =>
    of.noDevice + of.noKey <= of.addressed;

export const manifestSchema = z.strictObject({
    v: z.literal(1),
    ...about,
    /** The event that carries it. */
    event: eventId,
    /** People of the receiving cell's agency; those of large agencies in several messages. */
    people: z.array(z.strictObject({ who, reach, code: code.optional() })).max(300),
    /** The other agencies. */
    others: z.array(z.strictObject(agencyReach).refine(addsUp, { path: ["addressed"] })).max(64),
});

export const releaseSchema = z.strictObject({ v: z.literal(1), ...about, who, rung, atS: seconds });

/** What became of a gateway's call (SPEC 9.7). */
const gatewayOutcome = z
    .strictObject({
        state: z.enum(["done", "failed", "timed-out", "not-started"]),
        /** The command's exit code, where it ended by itself. */
        exit: z.int().min(0).max(255).optional(),
    })
    .refine(({ state, exit }) => (exit === 0) === (state === "done") && (exit === undefined || state !== "timed-out"), {
        path: ["exit"],
    });

const entry = z.discriminatedUnion("t", [
    /** A person's record, as their devices gave it. */
    z.strictObject({ t: z.literal("answer"), ...about, who, record }),
    /** Someone it was addressed to, by the sender's recipient manifest. */
    z.strictObject({
        t: z.literal("addressed"),
        ...about,
        who,
        reach,
        /** Code of the refusal, where the key was withheld. */
        code: code.optional(),
    }),
    /** How many of another agency it was addressed to, by the sender's manifest: what is known until their cell speaks. */
    z.strictObject({ t: z.literal("manifest"), ...about, ...agencyReach }).refine(addsUp, { path: ["addressed"] }),
    /** Which event carries a broadcast: lets those who could not decrypt it be counted. */
    z.strictObject({ t: z.literal("event"), ...about, event: eventId }),
    /** Someone could not decrypt an event. */
    z.strictObject({ t: z.literal("undecryptable"), event: eventId, who, atS: seconds }),
    /** Counts that another agency's cell signed, once verified. */
    z.strictObject({ t: z.literal("counts"), ...about, agency: agencyId, iat: seconds, counts: rungCounts }),
    /** A step of the plan was done, or left out, for a reason. */
    z.strictObject({
        t: z.literal("step"),
        ...about,
        step: z.int().min(1).max(32),
        by: who,
        atS: seconds,
        gateway: gatewayOutcome.optional(),
        skipped: why.optional(),
    }),
    /** A step's alarm reached none of a person's devices: they have none, or it did not leave before the broadcast expired. */
    z.strictObject({
        t: z.literal("unreached"),
        ...about,
        step: z.int().min(1).max(32),
        who,
        why: z.enum(["no-device", "not-sent"]),
        atS: seconds,
    }),
    /** Someone of the cell held or let go on with a plan. The higher `rev` counts. */
    z.strictObject({
        t: z.literal("pause"),
        ...about,
        rev: z.int().min(1).max(1_000_000),
        paused: z.boolean(),
        why: why.optional(),
    }),
    /** A duty officer's device is at work until then. */
    z.strictObject({
        t: z.literal("alive"),
        who,
        device: z.string().min(1).max(255),
        untilS: seconds,
        /** It can call the agency's gateway. */
        gateway: z.literal(true).optional(),
    }),
    /** Another agency's cell named one of its people to this one. */
    z.strictObject({ t: z.literal("released"), ...about, agency: agencyId, who, rung, atS: seconds }),
]);

export const batchSchema = z.strictObject({ v: z.literal(1), entries: z.array(entry).min(1).max(2_000) });

/** One saying of the ledger. */
export type LedgerEntry = z.infer<typeof entry>;
export type BatchWire = z.infer<typeof batchSchema>;
/** Content of an `org.valise.broadcast.manifest` (SPEC 7.5). */
export type ManifestWire = z.infer<typeof manifestSchema>;
/** Content of an `org.valise.release` (SPEC 8.6). */
export type ReleaseWire = z.infer<typeof releaseSchema>;
export type GatewayOutcome = z.infer<typeof gatewayOutcome>;
export type CoverageRung = z.infer<typeof rung>;
export type Reach = z.infer<typeof reach>;
export type RungCounts = z.infer<typeof rungCounts>;
/** Payload of a `counts` statement (SPEC 8.5). */
export type CountsWire = z.infer<typeof countsPayload>;
