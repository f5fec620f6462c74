import { asString, type JsonObject } from "../../json.ts";

/**
 * A clearance as it lies in account data for one's other devices: AES-256-GCM under a key derived (HKDF-SHA-256) from the
 * private master key, which every device of the identity has and no server. Secret storage itself is open only while the
 * recovery code is typed. A new identity cannot open it, and could not use it either.
 */
interface SealedClearance {
    readonly v: 1;
    readonly iv: string;
    readonly sealed: string;
}

const INFO = new TextEncoder().encode("org.valise.clearance");

/** `seed`: the private master key, base64. */
export async function sealClearance(text: string, seed: string, userId: string): Promise<SealedClearance> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const algorithm = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(userId) };
    const sealed = await crypto.subtle.encrypt(algorithm, await keyOf(seed), new TextEncoder().encode(text));
    return { v: 1, iv: toBase64(iv), sealed: toBase64(new Uint8Array(sealed)) };
}

/** Null: not sealed by this identity for this account, or not at all. */
export async function openClearance(content: JsonObject, seed: string, userId: string): Promise<string | null> {
    const [iv, sealed] = [asString(content.iv), asString(content.sealed)];
    if (content.v !== 1 || iv === null || sealed === null) return null;
    try {
        const additionalData = new TextEncoder().encode(userId);
        const algorithm = { name: "AES-GCM", iv: fromBase64(iv), additionalData };
        const opened = await crypto.subtle.decrypt(algorithm, await keyOf(seed), fromBase64(sealed));
        return new TextDecoder().decode(opened);
    } catch {
        return null;
    }
}

async function keyOf(seed: string): Promise<CryptoKey> {
    const secret = await crypto.subtle.importKey("raw", fromBase64(seed), "HKDF", false, ["deriveKey"]);
    const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: INFO };
    return crypto.subtle.deriveKey(derivation, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
