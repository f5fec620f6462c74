import { err, ok, type Result } from "@valise/base";
import type { StatusRef } from "../attestation/wire.ts";
import type { RefusalCode } from "../codes.ts";
import type { Refusal } from "../refusal.ts";
import { refuse } from "../refusal.ts";
import { STATUS_REVOKED, STATUS_SUSPENDED, STATUS_VALID, type StatusLists } from "../status/StatusLists.ts";
import type { TrustedAgency } from "../trust/TrustBundle.ts";
import type { ProvenAttestation } from "./provePresentation.ts";
import type { TrustContext } from "./TrustContext.ts";
import { checkAttestationTimes } from "./verifyAttestation.ts";
import { checkDelegationTimes } from "./verifyDelegation.ts";

/** Which list answered, and until when; what grace is later counted from. */
export interface ListUsed {
    readonly uri: string;
    readonly seq: number;
    readonly exp: number;
}

/** Step 18: a presentation holds until `expiresAtS` (seconds), unless status, bundle or charter change before. */
export interface Standing {
    readonly expiresAtS: number;
    readonly lists: readonly ListUsed[];
}

type StatusAnswer = { readonly code: RefusalCode } | { readonly used: ListUsed };

function askStatus(ref: StatusRef, agency: TrustedAgency, lists: StatusLists, nowS: number): StatusAnswer {
    if (!agency.statusUris.has(ref.uri)) return { code: "ATT_CLAIM" };
    const list = lists.get(ref.uri);
    if (list === undefined || list.agency !== agency.id) return { code: "ATT_STATUS_MISSING" };
    const value = list.valueAt(ref.idx);
    // A revocation outranks staleness: a list too old to say "valid" has said "revoked" for good.
    if (value === STATUS_REVOKED) return { code: "ATT_REVOKED" };
    if (value === STATUS_SUSPENDED) return { code: "ATT_SUSPENDED" };
    if (nowS > list.exp) return { code: "ATT_STATUS_STALE" };
    if (value === undefined) return { code: "ATT_STATUS_RANGE" };
    if (value !== STATUS_VALID) return { code: "ATT_STATUS_UNKNOWN" };
    return { used: { uri: list.uri, seq: list.seq, exp: list.exp } };
}

/**
 * Everything about a proven presentation or credential that time or news can change (SPEC 5.17 to 5.20): the bundle's expiry, the root's
 * membership and window, the officer's and the attestation's validity at `atS`, and the status of both now. Synchronous and
 * without signatures, so it runs at every use, cached or not.
 */
export function checkStanding(
    proven: ProvenAttestation,
    atS: number,
    { bundle, lists, nowS }: Pick<TrustContext, "bundle" | "lists" | "nowS">,
): Result<Standing, Refusal> {
    if (nowS > bundle.exp) return refuse("TRUST_EXPIRED");
    const agency = bundle.agencies.get(proven.agency);
    if (agency === undefined) return refuse("ATT_ISSUER_UNKNOWN");
    const chain = checkDelegationTimes(proven.delegation, agency, atS);
    if (!chain.ok) return chain;
    const times = checkAttestationTimes(proven, proven.delegation, atS);
    if (!times.ok) return times;

    const answers = [proven.delegation.status, proven.status].map((ref) => askStatus(ref, agency, lists, nowS));
    const codes = answers.flatMap((answer) => ("code" in answer ? [answer.code] : []));
    const gravest = codes.find((code) => code === "ATT_REVOKED") ?? codes.find((code) => code === "ATT_SUSPENDED");
    // Staleness is the one refusal with grace, so it is the answer only if nothing else is wrong.
    const code = gravest ?? codes.find((each) => each !== "ATT_STATUS_STALE") ?? codes[0];
    if (code !== undefined) return err({ kind: "refused", code });
    const rootExp = agency.roots.get(proven.delegation.rootKid)?.exp ?? 0;
    return ok({
        expiresAtS: Math.min(proven.exp, proven.delegation.exp, rootExp),
        lists: answers.flatMap((answer) => ("used" in answer ? [answer.used] : [])),
    });
}
