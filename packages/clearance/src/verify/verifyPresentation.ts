import { ok, type Result } from "@valise/base";
import type { Refusal } from "../refusal.ts";
import { checkStanding, type Standing } from "./checkStanding.ts";
import { type Expectation, type ProvenPresentation, provePresentation } from "./provePresentation.ts";
import type { TrustContext } from "./TrustContext.ts";

/** A presentation that counts, until `expiresAtS` at the latest. */
export interface VerifiedPresentation extends ProvenPresentation, Standing {}

/** Whatever the outcome of steps 1 to 16 depends on besides the text and the time. */
function cacheKey(text: string, { audience, bindings, sender, asks }: Expectation, digest: string): string {
    return `${text}\n${JSON.stringify([digest, audience, bindings, sender, asks])}`;
}

/** Steps 1 to 16, from the cache where the same text was proven against the same expectation under the same bundle. */
export async function proveOnce(
    text: unknown,
    expected: Expectation,
    context: TrustContext,
): Promise<Result<ProvenPresentation, Refusal>> {
    const key = typeof text === "string" && context.cache ? cacheKey(text, expected, context.bundle.digest) : undefined;
    const known = key === undefined ? undefined : context.cache?.presentations.get(key);
    if (known !== undefined) return ok(known);
    const proven = await provePresentation(text, expected, context);
    if (proven.ok && key !== undefined) context.cache?.presentations.set(key, proven.value);
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
