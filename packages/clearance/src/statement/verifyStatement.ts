import { ok, type Result } from "@valise/base";
import { valuesOf } from "../attestation/claimNames.ts";
import { SKEW_S } from "../attestation/wire.ts";
import { parseEncodedObject } from "../encoding/jws.ts";
import { hasMembers, isInteger, isJsonObject, type JsonObject, memberOf } from "../encoding/strictJson.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { checkStanding } from "../verify/checkStanding.ts";
import type { Expectation } from "../verify/provePresentation.ts";
import type { TrustContext } from "../verify/TrustContext.ts";
import { proveOnce } from "../verify/verifyPresentation.ts";
import { payloadDigest, statementNonce } from "./nonce.ts";
import { MAX_PAYLOAD_CHARS, MAX_SIGNERS, type StatementKind, type StatementWire } from "./wire.ts";

/** Who signed, reduced to what authority is judged by. */
export interface StatementAuthor {
    readonly sub: string;
    readonly mxk: string;
    readonly agency: string;
    readonly roles: readonly string[];
}

/** A statement whose every signature holds. Whether these people may say this is its kind's own rule. */
export interface VerifiedStatement {
    readonly wire: StatementWire;
    readonly payload: JsonObject;
    /** Names the payload text. */
    readonly digest: string;
    /** Seconds; when it was said, by its own words. */
    readonly iat: number;
    readonly by: readonly StatementAuthor[];
}

/** The outer form, which Matrix has parsed already (SPEC 7.1). Unknown members are refused. */
export function parseStatement(value: unknown, kind: StatementKind): Result<StatementWire, Refusal> {
    if (!isJsonObject(value) || !hasMembers(value, ["kind", "payload", "by"])) return refuse("STM_SHAPE");
    if (value.kind !== kind) return refuse("STM_KIND");
    const { payload, by } = value;
    if (typeof payload !== "string" || payload.length > MAX_PAYLOAD_CHARS || !Array.isArray(by))
        return refuse("STM_SHAPE");
    const texts = by.filter((each) => typeof each === "string");
    if (texts.length !== by.length || by.length > MAX_SIGNERS) return refuse("STM_SHAPE", "by");
    if (by.length === 0) return refuse("STM_SIGNERS");
    return ok({ kind, payload, by: texts });
}

/**
 * Verifies every signature of a statement (SPEC 7.3). Each is judged at the statement's own `iat`: attestation, officer and
 * root must have been valid then, and must not be revoked now. Every signer shows at least one role; one person counts
 * once. One bad signature refuses the whole, so that nobody can ride along.
 *
 * `verifiedBefore`: this very text was verified by this client once. Then a signer's status list that is merely stale does
 * not undo it, as it would not undo a pinned charter; a revocation does.
 */
export async function verifyStatement(
    value: unknown,
    kind: StatementKind,
    audience: string,
    context: TrustContext,
    verifiedBefore: boolean = false,
): Promise<Result<VerifiedStatement, Refusal>> {
    const parsed = parseStatement(value, kind);
    if (!parsed.ok) return parsed;
    const wire = parsed.value;
    const payload = parseEncodedObject(wire.payload);
    if (payload === undefined) return refuse("STM_PAYLOAD");
    const iat = memberOf(payload, "iat");
    if (!isInteger(iat)) return refuse("STM_PAYLOAD", "iat");
    if (iat > context.nowS + SKEW_S) return refuse("STM_TIME");
    const nonce = await statementNonce(context.crypto, kind, wire.payload);
    const expected = { audience, bindings: [{ nonce, notBeforeS: iat }], atS: iat };
    const by: StatementAuthor[] = [];
    for (const presentation of wire.by) {
        const author = await readAuthor(presentation, expected, context, verifiedBefore);
        if (!author.ok) return author;
        if (by.some(({ sub }) => sub === author.value.sub)) return refuse("STM_SIGNERS", "by");
        by.push(author.value);
    }
    return ok({ wire, payload, digest: await payloadDigest(context.crypto, wire.payload), iat, by });
}

async function readAuthor(
    presentation: string,
    expected: Expectation,
    context: TrustContext,
    verifiedBefore: boolean,
): Promise<Result<StatementAuthor, Refusal>> {
    const proven = await proveOnce(presentation, expected, context);
    if (!proven.ok) return proven;
    const standing = checkStanding(proven.value, expected.atS, context);
    if (!standing.ok && !(verifiedBefore && standing.error.code === "ATT_STATUS_STALE")) return standing;
    const { sub, mxk, agency, claims, binding } = proven.value;
    if (Math.abs(binding.iat - expected.atS) > SKEW_S) return refuse("STM_TIME");
    const roles = valuesOf(claims, "role");
    return roles.length === 0 ? refuse("STM_ROLE") : ok({ sub, mxk, agency, roles });
}

/** The different people among the signers who showed `role`, of `agencies` where given. */
export function authorsWith(
    { by }: Pick<VerifiedStatement, "by">,
    role: string,
    agencies?: readonly string[],
): StatementAuthor[] {
    return by.filter(
        ({ roles, agency }) => roles.includes(role) && (agencies === undefined || agencies.includes(agency)),
    );
}
