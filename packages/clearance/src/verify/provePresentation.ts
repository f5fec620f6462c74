import { ok, type Result } from "@valise/base";
import type { ClaimName } from "../attestation/claimNames.ts";
import type { StatusRef } from "../attestation/wire.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { TrustedAgency } from "../trust/TrustBundle.ts";
import { checkCoverage } from "./checkCoverage.ts";
import { readDisclosures } from "./readDisclosures.ts";
import { readPresentation } from "./readPresentation.ts";
import { type GateAsks, satisfyGate } from "./satisfyGate.ts";
import type { TrustContext } from "./TrustContext.ts";
import { verifyAttestation } from "./verifyAttestation.ts";
import { type VerifiedDelegation, verifyDelegation } from "./verifyDelegation.ts";
import { type Binding, type VerifiedBinding, verifyKeyBinding } from "./verifyKeyBinding.ts";

/** What a presentation is verified against. */
export interface Expectation {
    /** Room id, or `urn:valise:community:…`. */
    readonly audience: string;
    readonly bindings: readonly Binding[];
    /** The time validity windows are judged at: now for a gate, its own time for a signed statement. Seconds. */
    readonly atS: number;
    /** Who sent it, with the master key from the crypto store (unpadded base64). Statements carry their own proof of it. */
    readonly sender?: { readonly userId: string; readonly masterKey: string };
    /** What a gate asks; a statement asks for roles in its own way. */
    readonly asks?: GateAsks;
}

/** What an attestation says and who vouches for it; counts only together with its standing (step 17) when used. */
export interface ProvenAttestation {
    readonly sub: string;
    readonly mxk: string;
    readonly agency: string;
    readonly pol: string;
    readonly claims: readonly ClaimName[];
    readonly iat: number;
    readonly nbf: number;
    readonly exp: number;
    readonly status: StatusRef;
    readonly delegation: VerifiedDelegation;
}

/** A presentation that passed steps 1 to 16. */
export interface ProvenPresentation extends ProvenAttestation {
    /** Shown beyond what was asked. Not an offence; told to the holder's own app. */
    readonly over: readonly ClaimName[];
    readonly binding: VerifiedBinding;
}

const serverOf = (userId: string): string => userId.slice(userId.indexOf(":") + 1);

export function checkSubject(
    { sub, mxk }: { sub: string; mxk: string },
    agency: TrustedAgency,
    delegation: VerifiedDelegation,
    sender: Expectation["sender"],
): Result<void, Refusal> {
    if (sender !== undefined && sub !== sender.userId) return refuse("ATT_SUBJECT");
    if (sender !== undefined && mxk !== sender.masterKey) return refuse("ATT_MXK");
    if (!/^@[^:]+:./.test(sub)) return refuse("ATT_SUBJECT");
    const server = serverOf(sub);
    return agency.hs.has(server) && delegation.grant.hs.includes(server) ? ok() : refuse("ATT_SERVER");
}

/** Steps 1 to 16 in order; the first refusal is the answer (SPEC 5). */
export async function provePresentation(
    text: unknown,
    expected: Expectation,
    context: TrustContext,
): Promise<Result<ProvenPresentation, Refusal>> {
    const parts = readPresentation(text, context.bundle);
    if (!parts.ok) return parts;
    const { agency } = parts.value;
    const delegation = await verifyDelegation(parts.value.delegation, agency, expected.atS, context);
    if (!delegation.ok) return delegation;
    const read = await verifyAttestation(parts.value.attestation, agency, delegation.value, expected.atS, context);
    if (!read.ok) return read;
    const attestation = read.value;
    const claims = await readDisclosures(parts.value.disclosures, attestation.digests, context.crypto);
    if (!claims.ok) return claims;
    const subject = checkSubject(attestation, agency, delegation.value, expected.sender);
    if (!subject.ok) return subject;
    const { pol } = attestation;
    const { grant } = delegation.value;
    const covered = checkCoverage(pol, claims.value, grant, agency, context.policies, expected.asks);
    if (!covered.ok) return covered;
    const binding = await verifyKeyBinding(parts.value, attestation, expected.audience, expected.bindings, context);
    if (!binding.ok) return binding;
    const used = expected.asks && satisfyGate(context.policies, pol, claims.value, expected.asks);
    if (expected.asks !== undefined && used === undefined) return refuse("ATT_INSUFFICIENT");
    const { sub, mxk, iat, nbf, exp, status } = attestation;
    return ok({
        ...{ sub, mxk, pol, iat, nbf, exp, status },
        agency: agency.id,
        claims: claims.value,
        over: used === undefined ? [] : claims.value.filter((name) => !used.includes(name)),
        delegation: delegation.value,
        binding: binding.value,
    });
}
