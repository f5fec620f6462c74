import type { PolicyRegistry } from "@valise/labels";
import { decideIdentity } from "./decideIdentity.ts";
import { wishedClaims } from "./draftIssue.ts";
import { holdersOf } from "./holders.ts";
import { type IssueParts, issueClearance } from "./issueClearance.ts";
import { lifetimeOf } from "./lifetimeOf.ts";
import type { WishRow } from "./parseWishRows.ts";
import type { IdentityCheck, RegisterEvent } from "./Register.ts";

export interface IssuedRow {
    readonly kind: "issued";
    readonly credential: string;
    readonly identity: IdentityCheck;
    readonly expiresAtS: number;
    readonly gains: readonly string[];
    readonly loses: readonly string[];
    /** To be in the register before the credential is handed on. */
    readonly events: readonly RegisterEvent[];
}
export interface RefusedRow {
    readonly kind: "refused";
    /** Stable: one of the desk's, or of the clearance package. */
    readonly code: string;
    readonly events: readonly RegisterEvent[];
}

export type RowWish = Pick<WishRow, "userId" | "want" | "roles" | "identityCode" | "until">;

/**
 * Decides what an officer is asked for one person, against the identity that the server shows now (`shown`), from claims
 * over identity to the officer's own limits (SPEC 12.2, 12.6), for `days` where the row names no last day. Writes and
 * sends nothing.
 */
export async function issueRow(
    row: RowWish,
    shown: string | null,
    days: number,
    parts: IssueParts,
    registry: PolicyRegistry,
): Promise<IssuedRow | RefusedRow> {
    const wish = wishedClaims(row.want, row.roles, registry);
    if (!wish.ok) return refused(wish.error.kind);
    const { register, context } = parts;
    const lifetimeS = lifetimeOf(row.until, days, context.nowS);
    if (lifetimeS === null) return refused("until-past");
    const { userId, identityCode: code } = row;
    const holder = holdersOf(register, context.nowS).find((each) => each.userId === userId);
    const attested = holder?.attestation.masterKey ?? null;
    const attestedCheck = holder?.attestation.identity ?? "not-checked";
    const { pol, claims, isLowestLevel } = wish.value;
    const question = { userId, shown, code, attested, attestedCheck, isLowestLevel };
    const identity = await decideIdentity(question, context.crypto);
    if (!identity.ok) {
        const { error } = identity;
        if (error.kind !== "identity-differs") return refused(error.kind);
        return refused(error.kind, [{ kind: "identity-alarm", userId, shown: error.shown, attested }]);
    }
    const request = { userId, masterKey: shown ?? "", identity: identity.value, pol, claims, lifetimeS };
    const issue = await issueClearance(request, parts);
    if (!issue.ok) return refused(issue.error.kind === "refused" ? issue.error.code : issue.error.kind);
    const { event, credential, consequences } = issue.value;
    const { gains, loses } = consequences;
    const { expiresAtS } = event;
    return { kind: "issued", credential, identity: event.identity, expiresAtS, gains, loses, events: [event] };
}

const refused = (code: string, events: readonly RegisterEvent[] = []): RefusedRow => ({
    kind: "refused",
    code,
    events,
});
