import { ok, type Result } from "@valise/base";
import type { Refusal } from "../refusal.ts";
import { checkStanding, type Standing } from "./checkStanding.ts";
import { type Expectation, type ProvenPresentation, provePresentation } from "./provePresentation.ts";
import type { TrustContext } from "./TrustContext.ts";

/** A presentation that counts, until `expiresAtS` at the latest. */
export interface VerifiedPresentation extends ProvenPresentation, Standing {}

/** Steps 1 to 16, from the cache where the same text was proven against the same expectation under the same bundle. */
export async function proveOnce(
    text: unknown,
    expected: Expectation,
    context: TrustContext,
): Promise<Result<ProvenPresentation, Refusal>> {
    const { cache, bundle } = context;
    if (typeof text !== "string" || cache === undefined) return provePresentation(text, expected, context);
    const { audience, bindings, sender, asks } = expected;
    const against = JSON.stringify([bundle.digest, audience, bindings, sender, asks]);
    const known = cache.presentations.get(text);
    if (known?.against === against) return ok(known.proven);
    const proven = await provePresentation(text, expected, context);
    if (proven.ok) cache.presentations.set(text, { against, proven: proven.value });
    return proven;
}

/**
 * Decides whether a presentation holds: steps 1 to 17 of SPEC 5, first refusal wins. On a cache hit signatures are not
 * checked again, but times, root membership and status are.
 */
export async function verifyPresentation(
    text: unknown,
    expected: Expectation,
    context: TrustContext,
): Promise<Result<VerifiedPresentation, Refusal>> {
    const proven = await proveOnce(text, expected, context);
    if (!proven.ok) return proven;
    const standing = checkStanding(proven.value, expected.atS, context);
    return standing.ok ? ok({ ...proven.value, ...standing.value }) : standing;
}
