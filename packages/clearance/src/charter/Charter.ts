import { ok, type Result } from "@valise/base";
import { z } from "zod";
import { type Refusal, refuse } from "../refusal.ts";
import type { StatementAuthor, VerifiedStatement } from "../statement/verifyStatement.ts";
import { agencyId, type Gate, parseGate, roomId, shortName } from "./gate.ts";

const MAX_GRACE_S = 7 * 86_400;
const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const charterSchema = z.strictObject({
    room: roomId,
    seq: z.int().min(1),
    /** Digests of the charters this one follows; all heads the signer had seen. */
    prev: z.array(digest).max(16),
    iat: z.int().nonnegative(),
    gate: z.string().min(1).max(16_000),
    owner: agencyId,
    phase: z.enum(["standby", "open", "closed"]),
    exercise: z.boolean(),
    /** How long messages are kept, in seconds (`null`: without end), and whether nothing may be deleted at all. */
    retention: z.strictObject({ maxAgeS: z.int().min(3600).nullable(), hold: z.boolean() }),
    /** How long past a status list's expiry present members keep receiving. */
    graceS: z.int().nonnegative().max(MAX_GRACE_S),
    /** Duty roles that make up each agency's cell. */
    cells: z.record(agencyId, z.array(shortName).max(32)),
    /** Agencies whose holders of RELEASE may widen access. */
    lowerBy: z.array(agencyId).max(64),
});

/** Payload of `org.valise.charter` (SPEC 8.1). */
export type CharterWire = z.infer<typeof charterSchema>;

/** A charter whose signatures hold and whose gate reads; whether it applies is decided against the pins. */
export interface Charter extends Omit<CharterWire, "gate"> {
    readonly gateText: string;
    readonly gate: Gate;
    readonly digest: string;
    readonly by: readonly StatementAuthor[];
}

export const formatCharter = (charter: CharterWire): CharterWire => charterSchema.parse(charter);

/** Reads the payload of a verified charter statement (SPEC 8.1): closed members, and gate and charter of one room. */
export function readCharter({ payload, digest: name, by }: VerifiedStatement): Result<Charter, Refusal> {
    const parsed = charterSchema.safeParse(payload);
    if (!parsed.success) return refuse("STM_PAYLOAD", parsed.error.issues[0]?.path.join("."));
    const { gate: gateText, ...rest } = parsed.data;
    const gate = parseGate(gateText);
    if (gate === undefined || gate.iat > rest.iat) return refuse("STM_PAYLOAD", "gate");
    if (gate.room !== rest.room) return refuse("CHR_ROOM");
    if (!gate.agencies.includes(rest.owner)) return refuse("STM_PAYLOAD", "owner");
    // Epochs go up with charters, so neither can be pushed out of everyone else's reach.
    if (gate.epoch > rest.seq) return refuse("CHR_EPOCH");
    if ((rest.seq === 1) !== (rest.prev.length === 0)) return refuse("CHR_PREV");
    return ok({ ...rest, gateText, gate, digest: name, by });
}
