import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import { utf8 } from "../encoding/text.ts";

/** Crockford's base 32: no letter that is read as another or as a digit. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 16;

/**
 * What a person reads or shows to the security officer (SPEC 12.2): 75 bits of a hash over user id and cross-signing master
 * key, and a check character. Far too many for a homeserver to search a key whose code is the same.
 */
export async function identityCode(userId: string, masterKey: string, crypto: ClearanceCrypto): Promise<string> {
    const digest = await crypto.sha256(utf8(`valise:identity\n${userId}\n${masterKey}`));
    let bits = 0n;
    for (const byte of digest.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
    const values = Array.from({ length: LENGTH - 1 }, (_, at) => Number((bits >> BigInt(75 - 5 * at)) & 31n));
    const text = [...values, checkValue(values)].map((value) => ALPHABET.charAt(value)).join("");
    return text.replace(/(.{4})(?=.)/g, "$1 ");
}

/** The code as it is written canonically; `undefined` for a text with a typing mistake, which is no alarm. */
export function parseIdentityCode(text: string): string | undefined {
    const compact = text.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
    const values = [...compact].map((letter) => ALPHABET.indexOf(letter));
    if (values.length !== LENGTH || values.includes(-1)) return undefined;
    if (checkValue(values.slice(0, -1)) !== values.at(-1)) return undefined;
    return compact.replace(/(.{4})(?=.)/g, "$1 ");
}

/** Odd weights, so that any single wrong character shows, and differing ones, so that most exchanges do. */
const checkValue = (values: readonly number[]): number =>
    values.reduce((sum, value, at) => sum + value * (2 * at + 1), 0) % 32;
