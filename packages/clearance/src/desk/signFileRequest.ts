import { err, ok, type Result } from "@valise/base";
import { SKEW_S } from "../attestation/wire.ts";
import { encodeObject, parseEncodedObject } from "../encoding/jws.ts";
import type { StatementKind, StatementWire } from "../statement/wire.ts";
import { begunAtS, type SignatureFile, type SignatureRequest, statementFor, withStatement } from "./signatureFile.ts";

export interface StatementDraft {
    readonly kind: StatementKind;
    readonly audience: string;
    readonly payload: string;
    readonly role: string;
}

/** A person signs a statement once, under whatever attestation. */
export interface SignedAlready {
    readonly kind: "signed-already";
}

/**
 * Answers a request of a signature file (SPEC 12.7): goes on with the statement that others began, or begins it now. One
 * begun too long ago for this signature to count (SPEC 7.3) is begun anew.
 * `sign` makes one presentation over the draft; nothing is written.
 */
export async function signFileRequest<Refusal>(
    file: SignatureFile,
    request: SignatureRequest,
    nowS: number,
    sign: (draft: StatementDraft) => Promise<Result<string, Refusal>>,
): Promise<Result<{ file: SignatureFile; statement: StatementWire }, Refusal | SignedAlready>> {
    const { kind, audience, role } = request;
    const found = statementFor(file, request);
    const isPast = found !== undefined && found.by.length < request.signers && nowS - (begunAtS(found) ?? 0) > SKEW_S;
    const begun = isPast ? undefined : found;
    const kept = isPast ? { ...file, signed: file.signed.filter((each) => each !== found) } : file;
    const payload = begun?.payload ?? encodeObject({ ...request.payload, iat: nowS });
    const made = await sign({ kind, audience, payload, role });
    if (!made.ok) return made;
    if (begun?.by.some((other) => subjectOf(other) === subjectOf(made.value))) return err({ kind: "signed-already" });
    const statement = { kind, payload, by: [...(begun?.by ?? []), made.value] };
    return ok({ file: withStatement(kept, statement), statement });
}

/** Who a presentation says it is by; unverified, and only to tell two people apart. */
const subjectOf = (presentation: string): string => String(parseEncodedObject(presentation.split(".")[1] ?? "")?.sub);
