import { type ClearanceCrypto, encodeBase64Url, parseStrictJson } from "@valise/clearance";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const toUtf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** Fatal UTF-8: `undefined` instead of replacement characters. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
    try {
        return decoder.decode(bytes);
    } catch {
        return undefined;
    }
}

/** Strict JSON (clearance SPEC 2.3) in UTF-8; `undefined` when it is neither. */
export function jsonOf(bytes: Uint8Array): unknown {
    const text = fromUtf8(bytes);
    return text === undefined ? undefined : parseStrictJson(text);
}

/** Base64url SHA-256 of a file's bytes. */
export const fileDigest = async (crypto: ClearanceCrypto, bytes: Uint8Array): Promise<string> =>
    encodeBase64Url(await crypto.sha256(Uint8Array.from(bytes)));
