import { ok, type Result } from "@valise/base";
import {
    draftStatement,
    type Refusal,
    type StatementAuthor,
    type StatementKind,
    type StatementWire,
    type VerifiedStatement,
} from "@valise/clearance";
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

/** An unsigned statement, and a verifier that takes it for signed by `by`: for tests of what is around a signature. */
export function unsigned(
    kind: StatementKind,
    payload: object & { readonly iat: number },
    by: readonly StatementAuthor[],
) {
    const wire: StatementWire = draftStatement(kind, payload);
    const verify = async (statement: unknown): Promise<Result<VerifiedStatement, Refusal>> =>
        isSame(statement, wire)
            ? ok(verified(kind, payload, by))
            : { ok: false, error: { kind: "refused", code: "STM_SHAPE" } };
    return { wire, verify };
}

const isSame = (statement: unknown, wire: StatementWire): boolean =>
    typeof statement === "object" && statement !== null && "payload" in statement && statement.payload === wire.payload;
