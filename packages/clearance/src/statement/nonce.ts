import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import { encodeBase64Url } from "../encoding/base64url.ts";
import { utf8 } from "../encoding/text.ts";
import type { StatementKind } from "./wire.ts";

async function digestOf(crypto: ClearanceCrypto, text: string): Promise<string> {
    return encodeBase64Url(await crypto.sha256(utf8(text)));
}

/** The nonce a signer's presentation carries for a statement (SPEC 7.2). */
export const statementNonce = (crypto: ClearanceCrypto, kind: StatementKind, payload: string): Promise<string> =>
    digestOf(crypto, `valise:${kind}\n${payload}`);

/** The nonce a member's presentation carries for a gate (SPEC 8.2). */
export const gateNonce = (crypto: ClearanceCrypto, gate: string): Promise<string> => digestOf(crypto, gate);

/** The digest that names a statement's payload text, in `prev`, in `floor` and in state keys (SPEC 7.4). */
export const payloadDigest = (crypto: ClearanceCrypto, payload: string): Promise<string> => digestOf(crypto, payload);
