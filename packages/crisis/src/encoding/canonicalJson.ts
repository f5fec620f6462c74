import { type ClearanceCrypto, encodeBase64Url } from "@valise/clearance";

const encoder = new TextEncoder();

/** Bytes of a text in UTF-8. */
export const utf8Length = (text: string): number => encoder.encode(text).length;

/**
 * The one text of a JSON value (SPEC 2.3, RFC 8785): no space, members sorted by UTF-16 code unit, absent members left out.
 * Throws on what is not JSON, which nothing that was parsed can be.
 */
export function canonicalJson(value: unknown): string {
    if (value === null || ["boolean", "string", "number"].includes(typeof value)) return JSON.stringify(value);
    if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
    if (typeof value !== "object") throw new Error("not a JSON value");
    const members = Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(",")}}`;
}

/** Base64url SHA-256 of `"valise:" + domain + "\n" + canonical JSON` (SPEC 2.4): no digest serves two formats. */
export async function canonicalDigest(crypto: ClearanceCrypto, domain: string, value: unknown): Promise<string> {
    return encodeBase64Url(await crypto.sha256(encoder.encode(`valise:${domain}\n${canonicalJson(value)}`)));
}
