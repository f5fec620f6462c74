import type { Result } from "@valise/base";
import {
    type Credential,
    checkStanding,
    type ProvenAttestation,
    parseCredential,
    proveCredential,
    type Refusal,
    type RefusalCode,
    type TrustContext,
} from "@valise/clearance";

/** A clearance, and whether it was proven to be its holder's under one bundle and for one master key. */
export interface OwnClearance {
    readonly credential: Credential;
    readonly proven: Result<ProvenAttestation, Refusal>;
}

/** Signatures only; how it stands now, `standingCode` says. Null: not even a clearance by its form. */
export async function proveOwn(
    text: string,
    holder: { readonly userId: string; readonly masterKey: string },
    context: TrustContext,
): Promise<OwnClearance | null> {
    const credential = parseCredential(text);
    if (!credential.ok) return null;
    return { credential: credential.value, proven: await proveCredential(text, holder, context) };
}

/** Null: it stands. */
export function standingCode(own: OwnClearance | null, context: TrustContext): RefusalCode | null {
    if (own === null) return "ATT_MALFORMED";
    if (!own.proven.ok) return own.proven.error.code;
    const standing = checkStanding(own.proven.value, context.nowS, context);
    return standing.ok ? null : standing.error.code;
}

/** `ATT_STATUS_STALE` alone leaves a clearance its holder's: nothing newer says otherwise. */
export const stillCounts = (code: string | null): boolean => code === null || code === "ATT_STATUS_STALE";

/** One order for all devices of a person: by time of issue, then end, then text. */
export function isNewer(next: Credential, than: Credential): boolean {
    if (next.issuedAtS !== than.issuedAtS) return next.issuedAtS > than.issuedAtS;
    if (next.expiresAtS !== than.expiresAtS) return next.expiresAtS > than.expiresAtS;
    return next.issuerJws > than.issuerJws;
}
