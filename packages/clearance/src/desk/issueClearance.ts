import { err, ok, type Result } from "@valise/base";
import { checkIssuance } from "../attestation/checkIssuance.ts";
import type { ClaimName } from "../attestation/claimNames.ts";
import { issueAttestation, type Officer, type RandomBytes } from "../attestation/issueAttestation.ts";
import type { Refusal } from "../refusal.ts";
import { pickStatusIndex } from "../status/statusBits.ts";
import type { TrustContext } from "../verify/TrustContext.ts";
import { type IssueConsequences, issueConsequences } from "./draftIssue.ts";
import { liveAttestations, usedIndexes } from "./holders.ts";
import type { OfficerLimits } from "./officerLimits.ts";
import type { IdentityCheck, Issued, Register } from "./Register.ts";

export interface IssueRequest {
    readonly userId: string;
    /** As `decideIdentity` let it pass. */
    readonly masterKey: string;
    readonly identity: IdentityCheck;
    readonly pol: string;
    readonly claims: readonly ClaimName[];
    /** How long it should hold; cut to what the grant allows. */
    readonly lifetimeS: number;
}

export interface IssueParts {
    readonly officer: Officer;
    readonly limits: OfficerLimits;
    readonly register: Register;
    readonly context: TrustContext;
    /** Indexes known to be taken beside the register's own (other officers', delegations). */
    readonly taken: ReadonlySet<number>;
    readonly random: RandomBytes;
}

export interface Issue {
    /** To be written to the register before the credential leaves the officer's machine. */
    readonly event: Issued;
    readonly credential: string;
    readonly consequences: IssueConsequences;
}

/**
 * Attests a clearance (SPEC 12.6): a fresh random index, never used before; refused with the code that every member would
 * read later (`checkIssuance`), or `status-list-full`.
 */
export async function issueClearance(
    request: IssueRequest,
    parts: IssueParts,
): Promise<Result<Issue, Refusal | { readonly kind: "status-list-full" }>> {
    const { officer, limits, register, context, taken, random } = parts;
    const { userId, masterKey, identity, pol, claims } = request;
    const used = new Set([...usedIndexes(register, limits.uri), ...taken]);
    const idx = pickStatusIndex(used, random);
    if (idx === undefined) return err({ kind: "status-list-full" });
    const issuedAtS = context.nowS;
    const lifetimeS = Math.min(request.lifetimeS, limits.maxTtlS);
    const expiresAtS = Math.min(issuedAtS + lifetimeS, limits.expiresAtS);
    const status = { idx, uri: limits.uri };
    const wish = {
        agency: limits.agency,
        userId,
        masterKey,
        pol,
        claims,
        issuedAtS,
        expiresAtS,
        status,
        pad: limits.pad,
    };
    const sound = await checkIssuance(wish, officer, context);
    if (!sound.ok) return sound;
    const credential = await issueAttestation(wish, officer, random, context.crypto);
    if (!credential.ok) return credential;
    const [current = null] = liveAttestations(register, userId, issuedAtS).reverse();
    const isRenewal = current !== null && current.masterKey === masterKey;
    const validity = { issuedAtS, expiresAtS };
    const event: Issued = {
        kind: "issued",
        userId,
        masterKey,
        pol,
        claims,
        ...status,
        ...validity,
        identity,
        isRenewal,
    };
    return ok({ event, credential: credential.value, consequences: issueConsequences(claims, current, expiresAtS) });
}
