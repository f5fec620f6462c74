import { decodeBase64Url, encodeBase64Url } from "./base64url.ts";
import { isJsonObject, type JsonObject, parseStrictJson } from "./strictJson.ts";
import { decodeUtf8, utf8 } from "./text.ts";

/** A compact JWS (RFC 7515 section 7.1) taken apart strictly; nothing in it is verified yet. */
export interface CompactJws {
    readonly header: JsonObject;
    readonly payload: JsonObject;
    /** What the signature covers, as ASCII text. */
    readonly signingInput: string;
    readonly signature: Uint8Array<ArrayBuffer>;
}

/** A base64url JSON object, strict at every layer (SPEC 2.1 to 2.3). */
export function parseEncodedObject(text: string): JsonObject | undefined {
    const bytes = decodeBase64Url(text);
    const json = bytes === undefined ? undefined : decodeUtf8(bytes);
    const value = json === undefined ? undefined : parseStrictJson(json);
    return isJsonObject(value) ? value : undefined;
}

/** Exactly three strict base64url parts, header and payload strict JSON objects; `undefined` otherwise (SPEC 2.4). */
export function parseCompactJws(text: string): CompactJws | undefined {
    const parts = text.split(".");
    const [head, body, tail] = parts;
    if (parts.length !== 3 || head === undefined || body === undefined || tail === undefined) return undefined;
    const header = parseEncodedObject(head);
    const payload = parseEncodedObject(body);
    const signature = decodeBase64Url(tail);
    if (header === undefined || payload === undefined || signature === undefined) return undefined;
    return { header, payload, signature, signingInput: `${head}.${body}` };
}

export const encodeObject = (value: object): string => encodeBase64Url(utf8(JSON.stringify(value)));

/** Signs `header` and `payload` in the member order given, which keeps vectors byte-identical. */
export async function signCompactJws(
    header: object,
    payload: object,
    sign: (signingInput: string) => Promise<Uint8Array>,
): Promise<string> {
    const signingInput = `${encodeObject(header)}.${encodeObject(payload)}`;
    return `${signingInput}.${encodeBase64Url(await sign(signingInput))}`;
}
