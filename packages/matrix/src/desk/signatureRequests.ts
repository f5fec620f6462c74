import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineOutput } from "@valise/bridge";
import { decodeBase64Url, parseStrictJson, payloadDigest } from "@valise/clearance";
import {
    begunAtS,
    openRequests,
    parseSignatureFile,
    type SignatureFile,
    type SignatureRequest,
    signFileRequest,
    statementFor,
} from "@valise/clearance/desk";
import { failureOf } from "../gate/holder/refusals.ts";
import { asString } from "../json.ts";
import type { Account } from "../session/Account.ts";
import { signedCode } from "./signedCode.ts";

/**
 * What a file asks to be signed; the payload is written out, since the summary is only what somebody says of it. What all are
 * said to have signed is verified, and given to be filed only then.
 */
export async function readSignatures(
    { clearances }: Pick<Account, "clearances">,
    text: string,
): Promise<EngineOutput<"readSignatures">> {
    const file = parseSignatureFile(text);
    if (!file.ok) return { kind: "malformed", path: file.error.path };
    await clearances.community.loaded();
    const context = clearances.community.context();
    const open = new Set(openRequests(file.value).map(({ id }) => id));
    const readRow = async (request: SignatureRequest) => {
        const { id, kind, role, audience, signers, summary } = request;
        const begun = statementFor(file.value, request);
        const signedCount = begun?.by.length ?? 0;
        const isOpen = open.has(id);
        const whole = isOpen ? undefined : begun;
        const code = whole === undefined ? null : await signedCode(whole, request, context);
        return {
            id,
            kind,
            role,
            audience,
            signers,
            summary,
            signedCount,
            isOpen,
            begunAtMs: begun === undefined ? null : (begunAtS(begun) ?? 0) * 1000,
            statement: whole === undefined || code !== null ? null : { ...whole, by: [...whole.by] },
            code,
            payload: spelt(request),
        };
    };
    return { kind: "file", rows: await Promise.all(file.value.requests.map(readRow)) };
}

/** Signs one request as oneself and with one's own clearance; in the register first where the desk is open. */
export async function signRequest(
    { clearances, officerDesk, clock }: Account,
    text: string,
    id: string,
): Promise<Result<{ text: string }, EngineFailure>> {
    const context = clearances.community.context();
    if (context === null) return err(failureOf({ code: "TRUST_MISSING" }));
    const file = parseSignatureFile(text);
    const request = file.ok ? file.value.requests.find((each) => each.id === id) : undefined;
    if (!file.ok || request === undefined) return err({ kind: "not-found" });
    if (spelt(request) === null) return err(failureOf({ code: "DESK_UNSHOWN" }));
    const signed = await signFileRequest(file.value, request, Math.floor(clock.nowMs() / 1000), (draft) =>
        clearances.holder.signStatement(draft, draft.role),
    );
    if (!signed.ok) return err(failureOf("code" in signed.error ? signed.error : { code: "STM_SIGNERS" }));
    const { statement, file: next } = signed.value;
    const digest = await payloadDigest(context.crypto, statement.payload);
    const { kind, audience } = request;
    await officerDesk.open()?.append([{ kind: "signed", statement: kind, digest, audience, requestId: id }]);
    return ok({ text: formatFile(next) });
}

const formatFile = (file: SignatureFile) => `${JSON.stringify(file, null, 2)}\n`;

/** Spelt line by line no real statement comes near: its JSON has 30,000 bytes at most (clearance SPEC 7.1). */
const MAX_SHOWN = 100_000;

/**
 * The payload for reading; a charter's gate is a text inside it, and is what matters most. Null where it could not be shown
 * whole: what nobody can see is nothing to sign.
 */
function spelt({ payload }: SignatureRequest): string | null {
    const bytes = decodeBase64Url(asString(payload.gate) ?? "");
    const gate = bytes === undefined ? undefined : parseStrictJson(new TextDecoder().decode(bytes));
    const text = JSON.stringify(gate === undefined ? payload : { ...payload, gate }, null, 2);
    return text.length > MAX_SHOWN ? null : text;
}
