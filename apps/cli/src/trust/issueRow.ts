import {
    decideIdentity,
    holdersOf,
    type IdentityCheck,
    issueClearance,
    type Register,
    type RegisterEvent,
    type WishRow,
    wishedClaims,
} from "@valise/clearance/desk";
import type { ClearanceTools } from "./clearanceTools.ts";
import type { Desk } from "./Desk.ts";

export interface IssuedRow {
    readonly kind: "issued";
    readonly credential: string;
    readonly identity: IdentityCheck;
    readonly idx: number;
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

/** Decides one row of what was asked, against what the server shows now; writes and sends nothing. */
export async function issueRow(
    row: WishRow,
    shown: string | null,
    lifetimeS: number,
    desk: Desk,
    register: Register,
    tools: ClearanceTools,
): Promise<IssuedRow | RefusedRow> {
    const wish = wishedClaims(row.want, row.roles, tools.registry);
    if (!wish.ok) return refused(wish.error.kind === "role-invalid" ? "role-invalid" : "clearance-invalid");
    const { userId, identityCode: code } = row;
    const nowS = tools.nowS();
    const holder = holdersOf(register, nowS).find((each) => each.userId === userId);
    const attested = holder?.attestation.masterKey ?? null;
    const { pol, claims, isLowestLevel } = wish.value;
    const attestedCheck = holder?.attestation.identity ?? "not-checked";
    const identity = await decideIdentity(
        { userId, shown, code, attested, attestedCheck, isLowestLevel },
        tools.crypto,
    );
    if (!identity.ok) {
        const { error } = identity;
        if (error.kind !== "identity-differs") return refused(error.kind);
        return refused(error.kind, [{ kind: "identity-alarm", userId, shown: error.shown, attested }]);
    }
    const request = { userId, masterKey: shown ?? "", identity: identity.value, pol, claims, lifetimeS };
    const { officer, limits, context, taken } = desk;
    const parts = { officer, limits, register, context: { ...context, nowS }, taken, random: tools.random };
    const issue = await issueClearance(request, parts);
    if (!issue.ok) return refused(issue.error.kind === "refused" ? issue.error.code : issue.error.kind);
    const { event, credential, consequences } = issue.value;
    return {
        ...{ kind: "issued", credential, identity: event.identity, idx: event.idx, expiresAtS: event.expiresAtS },
        ...{ gains: consequences.gains, loses: consequences.loses, events: [event] },
    };
}

const refused = (code: string, events: readonly RegisterEvent[] = []): RefusedRow => ({
    kind: "refused",
    code,
    events,
});
