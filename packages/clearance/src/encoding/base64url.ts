const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE_OF_CODE = new Int8Array(128).fill(-1);
for (let value = 0; value < 64; value++) VALUE_OF_CODE[ALPHABET.charCodeAt(value)] = value;

const sextet = (text: string, index: number): number => VALUE_OF_CODE[text.charCodeAt(index)] ?? -1;

/** Unpadded base64url (RFC 4648 section 5, RFC 7515 section 2). */
export function encodeBase64Url(bytes: Uint8Array): string {
    let text = "";
    for (let i = 0; i < bytes.length; i += 3) {
        const b0 = bytes[i] ?? 0;
        const b1 = bytes[i + 1] ?? 0;
        const b2 = bytes[i + 2] ?? 0;
        text += ALPHABET.charAt(b0 >> 2) + ALPHABET.charAt(((b0 & 3) << 4) | (b1 >> 4));
        if (i + 1 < bytes.length) text += ALPHABET.charAt(((b1 & 15) << 2) | (b2 >> 6));
        if (i + 2 < bytes.length) text += ALPHABET.charAt(b2 & 63);
    }
    return text;
}

/**
 * Strict inverse of {@link encodeBase64Url}: no padding, no other character, no length of 1 mod 4, and the unused bits of
 * the last character are zero, so that one byte string has exactly one text (SPEC 2.1). `undefined` for anything else.
 */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
    const tail = text.length % 4;
    if (tail === 1) return undefined;
    const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
    let bits = 0;
    let bitCount = 0;
    let at = 0;
    for (let i = 0; i < text.length; i++) {
        const value = sextet(text, i);
        if (value < 0) return undefined;
        bits = ((bits << 6) | value) & 0xffff;
        bitCount += 6;
        if (bitCount >= 8) {
            bitCount -= 8;
            bytes[at++] = (bits >> bitCount) & 0xff;
        }
    }
    return (bits & ((1 << bitCount) - 1)) === 0 ? bytes : undefined;
}

/** Base64url to the unpadded standard base64 in which Matrix writes keys. */
export const toMatrixBase64 = (base64Url: string): string => base64Url.replaceAll("-", "+").replaceAll("_", "/");

/** Unpadded standard base64 (Matrix) to base64url. Changes only the alphabet; decode the result to check it. */
export const fromMatrixBase64 = (base64: string): string => base64.replaceAll("+", "-").replaceAll("/", "_");
