import type { StatementAuthor, StatementKind, VerifiedStatement } from "@valise/clearance";
import { digestOf } from "./samples.ts";

/** Someone who signed: by user id, agency and the roles shown. */
export const signer = (sub: string, agency: string, ...roles: readonly string[]): StatementAuthor => ({
    sub,
    mxk: "k".repeat(43),
    agency,
    roles,
});

/** What verifying a statement yields; that it does is tried in packages/clearance and, with real keys, in packages/testkit. */
export const verified = (
    kind: StatementKind,
    payload: object & { readonly iat: number },
    by: readonly StatementAuthor[],
    n = 1,
): VerifiedStatement => ({
    wire: { kind, payload: "", by: [] },
    payload: payload as VerifiedStatement["payload"],
    digest: digestOf(n),
    iat: payload.iat,
    by,
});
