import { err, ok, type Result } from "@valise/base";
import { z } from "zod";
import { parseEncodedObject } from "../encoding/jws.ts";
import { isJsonObject, type JsonObject, parseStrictJson } from "../encoding/strictJson.ts";
import { MAX_SIGNERS, STATEMENT_KINDS, type StatementWire } from "../statement/wire.ts";

/** What an administrator asks a role to sign. */
export type SignatureRequest = z.output<typeof requestSchema>;
/** `signatures.json` (SPEC 12.7): requests, and the statements signed so far. */
export interface SignatureFile {
    readonly version: 1;
    readonly requests: readonly SignatureRequest[];
    readonly signed: readonly StatementWire[];
}

export interface SignatureFileRefusal {
    readonly kind: "signature-file-malformed";
    /** Where in the file, as a path of members. */
    readonly path: string;
}

const roleName = z.string().regex(/^[A-Z0-9][A-Z0-9 _.-]{0,63}$/);
const requestSchema = z.strictObject({
    id: z.string().min(1).max(255),
    kind: z.enum(STATEMENT_KINDS),
    audience: z.string().min(1).max(255),
    /** The statement's payload without `iat`, which the signing adds. */
    payload: z.custom<JsonObject>(isJsonObject),
    role: roleName,
    /** How many different people must sign. */
    signers: z.int().min(1).max(MAX_SIGNERS),
    /** One line for people; the payload is what counts. */
    summary: z.string().max(1000),
});
const statementSchema = z.strictObject({
    kind: z.enum(STATEMENT_KINDS),
    payload: z.string().max(40_000),
    by: z.array(z.string()).min(1).max(MAX_SIGNERS),
});
const schema = z.strictObject({
    version: z.literal(1),
    requests: z.array(requestSchema).max(1000),
    signed: z.array(statementSchema).max(1000),
});

export function parseSignatureFile(text: string): Result<SignatureFile, SignatureFileRefusal> {
    const parsed = schema.safeParse(parseStrictJson(text));
    if (!parsed.success) {
        return err({ kind: "signature-file-malformed", path: parsed.error.issues[0]?.path.join(".") ?? "" });
    }
    const ids = parsed.data.requests.map(({ id }) => id);
    const twice = ids.findIndex((id, at) => ids.indexOf(id) !== at);
    if (twice >= 0) return err({ kind: "signature-file-malformed", path: `requests.${twice}.id` });
    const dated = parsed.data.requests.findIndex(({ payload }) => "iat" in payload);
    if (dated >= 0) return err({ kind: "signature-file-malformed", path: `requests.${dated}.payload.iat` });
    return ok(parsed.data);
}

/** The statement that answers a request: same kind, and the same payload but for the time of signing. */
export function statementFor(file: SignatureFile, request: SignatureRequest): StatementWire | undefined {
    return file.signed.find(({ kind, payload }) => {
        const { iat: _iat, ...rest } = parseEncodedObject(payload) ?? {};
        return kind === request.kind && canonical(rest) === canonical(request.payload);
    });
}

/** By its own words, in seconds: when its first signature was made. */
export function begunAtS({ payload }: StatementWire): number | undefined {
    const iat = parseEncodedObject(payload)?.iat;
    return typeof iat === "number" ? iat : undefined;
}

/** What still needs a signature. */
export const openRequests = (file: SignatureFile): SignatureRequest[] =>
    file.requests.filter((request) => (statementFor(file, request)?.by.length ?? 0) < request.signers);

/** The file with a statement added, or in the place of the same one with fewer signatures. */
export function withStatement(file: SignatureFile, statement: StatementWire): SignatureFile {
    const others = file.signed.filter(({ kind, payload }) => kind !== statement.kind || payload !== statement.payload);
    return { ...file, signed: [...others, statement] };
}

/** Member order is nothing that a request asks for. */
function canonical(value: unknown): string {
    return JSON.stringify(value, (_key, inner: unknown) =>
        isJsonObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    );
}
