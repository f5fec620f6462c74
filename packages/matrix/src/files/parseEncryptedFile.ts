import type { EncryptedFile } from "./AttachmentCipher.ts";

const base64 = /^[A-Za-z0-9+/]+$/;
const mxc = /^mxc:\/\/[A-Za-z0-9.:[\]-]{1,230}\/[A-Za-z0-9_-]{1,255}$/;

/**
 * Reads an `EncryptedFile` of somebody's event (client-server 11.11.1.7.1). `null` for anything but version 2 with a
 * SHA-256: without the hash nothing proves that the bytes are the sender's.
 */
export function parseEncryptedFile(value: unknown): EncryptedFile | null {
    if (!isObject(value) || !isObject(value.key) || !isObject(value.hashes)) return null;
    const { v, url, iv, key, hashes } = value;
    if (v !== "v2" || typeof url !== "string" || !mxc.test(url)) return null;
    if (typeof iv !== "string" || !base64.test(iv)) return null;
    if (typeof hashes.sha256 !== "string" || !base64.test(hashes.sha256)) return null;
    if (key.kty !== "oct" || key.alg !== "A256CTR" || key.ext !== true || typeof key.k !== "string") return null;
    if (!Array.isArray(key.key_ops) || !key.key_ops.every((use) => typeof use === "string")) return null;
    return {
        v,
        url,
        iv,
        hashes: { sha256: hashes.sha256 },
        key: { kty: "oct", alg: "A256CTR", ext: true, k: key.k, key_ops: key.key_ops },
    };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
