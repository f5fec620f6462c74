import { ok, type Result } from "@valise/base";
import { z } from "zod";
import { SKEW_S } from "../attestation/wire.ts";
import type { EffectiveCharter } from "../charter/effectiveCharter.ts";
import { roomId } from "../charter/gate.ts";
import { isLevelAtLeast, type PolicyLookup } from "../policy/PolicyLookup.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { authorsWith, type VerifiedStatement } from "../statement/verifyStatement.ts";
import type { TrustBundle } from "../trust/TrustBundle.ts";

const MAX_GLASS_S = 86_400;

export const breakGlassSchema = z.strictObject({
    room: roomId,
    sub: z
        .string()
        .regex(/^@[^:]+:.+$/)
        .max(255),
    mxk: z.string().regex(/^[A-Za-z0-9+/]{43}$/),
    epoch: z.int().min(1),
    reason: z.string().min(1).max(500),
    iat: z.int().nonnegative(),
    exp: z.int().nonnegative(),
});

/** Payload of a break-glass statement (SPEC 9.5). */
export type BreakGlassWire = z.infer<typeof breakGlassSchema>;

/** One person let into one room for a while, for a reason, by two officers of its owner. */
export interface BreakGlass extends BreakGlassWire {
    readonly digest: string;
    readonly by: readonly string[];
}

/**
 * Reads a verified break-glass statement: two different holders of GLASS of the owner agency, neither of them the person let
 * in, at most 24 hours, and a room that is not above the owner agency's own ceiling.
 */
export function readBreakGlass(
    statement: VerifiedStatement,
    charter: Pick<EffectiveCharter, "room" | "owner" | "label">,
    bundle: TrustBundle,
    policies: PolicyLookup,
): Result<BreakGlass, Refusal> {
    const parsed = breakGlassSchema.safeParse(statement.payload);
    if (!parsed.success) return refuse("STM_PAYLOAD", parsed.error.issues[0]?.path.join("."));
    const { room, sub, iat, exp } = parsed.data;
    if (room !== charter.room) return refuse("GLS_ROOM");
    const signers = authorsWith(statement, "GLASS", [charter.owner]);
    if (signers.length !== statement.by.length || signers.some((signer) => signer.sub === sub))
        return refuse("GLS_SIGNER");
    if (signers.length < 2) return refuse("STM_SIGNERS");
    if (exp <= iat || exp - iat > MAX_GLASS_S) return refuse("GLS_TTL");
    const { pol, lvl } = charter.label;
    const ceiling = bundle.agencies.get(charter.owner)?.maxLvl.get(pol);
    if (ceiling === undefined || !isLevelAtLeast(policies, pol, ceiling, lvl)) return refuse("GLS_CEILING");
    return ok({ ...parsed.data, digest: statement.digest, by: signers.map((signer) => signer.sub) });
}

/** The break-glass that lets this person read now, under the present gate; the one that ends last if there are several. */
export function activeBreakGlass(
    glasses: readonly BreakGlass[],
    person: { readonly sub: string; readonly mxk: string },
    charter: Pick<EffectiveCharter, "room" | "epochs">,
    nowS: number,
): BreakGlass | undefined {
    return glasses
        .filter(({ room, epoch }) => room === charter.room && charter.epochs.includes(epoch))
        .filter(({ sub, mxk }) => sub === person.sub && mxk === person.mxk)
        .filter(({ iat, exp }) => iat <= nowS + SKEW_S && nowS < exp)
        .sort((a, b) => b.exp - a.exp)[0];
}
