import { z } from "zod";
import type { RandomBytes } from "../attestation/issueAttestation.ts";
import { decodeBase64Url, encodeBase64Url } from "../encoding/base64url.ts";
import { encodeObject, parseEncodedObject } from "../encoding/jws.ts";
import { decodeUtf8, utf8 } from "../encoding/text.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const ALG = "PBES2-HS512+A256KW";
/** OWASP asks 210,000 of PBKDF2 with SHA-512 (2023). */
const ITERATIONS = 300_000;
/** Fewer would make guessing cheap, more would hang whoever opens a planted file. */
const protectedSchema = z.strictObject({
    alg: z.literal(ALG),
    enc: z.literal("A256GCM"),
    p2s: z.string().max(128),
    p2c: z.int().min(100_000).max(5_000_000),
});

/** RFC 7518 section 4.8: PBKDF2 over the passphrase gives the key that wraps the content key. */
async function wrappingKey(passphrase: string, p2s: Bytes, p2c: number, subtle: SubtleCrypto): Promise<CryptoKey> {
    // One person may type an accent as one character and another as two: both mean the same passphrase.
    const secret = await subtle.importKey("raw", utf8(passphrase.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
    const salt = Uint8Array.from([...utf8(ALG), 0, ...p2s]);
    const params = { name: "PBKDF2", hash: "SHA-512", salt, iterations: p2c };
    return subtle.deriveKey(params, secret, { name: "AES-KW", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

/** Seals a text as a compact JWE (RFC 7516) that any JOSE tool opens with the passphrase. */
export async function sealJwe(
    text: string,
    passphrase: string,
    subtle: SubtleCrypto,
    random: RandomBytes,
): Promise<string> {
    const p2s = random(16);
    const header = encodeObject({ alg: ALG, enc: "A256GCM", p2s: encodeBase64Url(p2s), p2c: ITERATIONS });
    const content = await subtle.importKey("raw", random(32), "AES-GCM", true, ["encrypt"]);
    const wrapped = await subtle.wrapKey(
        "raw",
        content,
        await wrappingKey(passphrase, p2s, ITERATIONS, subtle),
        "AES-KW",
    );
    const iv = random(12);
    const gcm = { name: "AES-GCM", iv, additionalData: utf8(header) };
    const sealed = new Uint8Array(await subtle.encrypt(gcm, content, utf8(text)));
    const parts = [new Uint8Array(wrapped), iv, sealed.subarray(0, -16), sealed.subarray(-16)];
    return [header, ...parts.map(encodeBase64Url)].join(".");
}

export async function openJwe(
    jwe: string,
    passphrase: string,
    subtle: SubtleCrypto,
): Promise<{ readonly text: string } | "malformed" | "wrong"> {
    const [header = "", ...rest] = jwe.split(".");
    const parsed = protectedSchema.safeParse(parseEncodedObject(header));
    const [wrapped, iv, sealed, tag] = rest.map(decodeBase64Url);
    const p2s = parsed.success ? decodeBase64Url(parsed.data.p2s) : undefined;
    if (
        rest.length !== 4 ||
        !parsed.success ||
        !p2s ||
        !wrapped ||
        iv?.length !== 12 ||
        !sealed ||
        tag?.length !== 16
    ) {
        return "malformed";
    }
    try {
        const key = await wrappingKey(passphrase, p2s, parsed.data.p2c, subtle);
        const content = await subtle.unwrapKey("raw", wrapped, key, "AES-KW", "AES-GCM", false, ["decrypt"]);
        const gcm = { name: "AES-GCM", iv, additionalData: utf8(header) };
        const text = decodeUtf8(
            new Uint8Array(await subtle.decrypt(gcm, content, Uint8Array.from([...sealed, ...tag]))),
        );
        return text === undefined ? "malformed" : { text };
    } catch {
        return "wrong";
    }
}
