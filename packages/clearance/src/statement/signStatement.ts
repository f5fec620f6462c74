import { ok, type Result } from "@valise/base";
import type { Credential } from "../attestation/credential.ts";
import { presentClaims } from "../attestation/presentClaims.ts";
import type { ClearanceCrypto, HolderSign } from "../crypto/ClearanceCrypto.ts";
import { encodeObject } from "../encoding/jws.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { statementNonce } from "./nonce.ts";
import { MAX_SIGNERS, type StatementKind, type StatementWire } from "./wire.ts";

/** One who signs, and as what. */
export interface StatementSigner {
    readonly credential: Credential;
    readonly roles: readonly string[];
    readonly sign: HolderSign;
}

/** A statement without signatures yet: what a second officer is shown and signs. Payload member order is kept. */
export function draftStatement(kind: StatementKind, payload: object): StatementWire {
    return { kind, payload: encodeObject(payload), by: [] };
}

/**
 * Adds one signature to a statement (SPEC 7.2): the signer's presentation, disclosing just the roles, to `audience`.
 * `signedAtS` must lie within 120 s of the payload's `iat`.
 */
export async function signStatement(
    statement: StatementWire,
    signer: StatementSigner,
    audience: string,
    signedAtS: number,
    crypto: ClearanceCrypto,
): Promise<Result<StatementWire, Refusal>> {
    if (statement.by.length >= MAX_SIGNERS) return refuse("STM_SIGNERS");
    const disclose = signer.roles.map((role) => `role:${role}` as const);
    const nonce = await statementNonce(crypto, statement.kind, statement.payload);
    const request = { disclose, audience, nonce, signedAtS };
    const presentation = await presentClaims(signer.credential, request, signer.sign, crypto);
    return presentation.ok ? ok({ ...statement, by: [...statement.by, presentation.value] }) : presentation;
}
