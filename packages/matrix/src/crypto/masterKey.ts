import { UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { asObject, asString } from "../json.ts";
import type { CryptoParts } from "./openCrypto.ts";

/**
 * Somebody's cross-signing master key as the crypto store has it pinned (unpadded base64); null where none is known. For
 * people who are not followed (`RoomEncryptor.track`) it may be missing or old.
 */
export async function masterKeyOf(crypto: CryptoParts, userId: string): Promise<string | null> {
    const identity = await crypto.olm.getIdentity(new UserId(userId));
    if (identity === undefined) return null;
    try {
        // A cross-signing key object holds exactly one key, `ed25519:<key>`.
        const keys = Object.values(asObject(asObject(JSON.parse(identity.masterKey))?.keys) ?? {});
        return keys.length === 1 ? asString(keys[0]) : null;
    } finally {
        identity.free();
    }
}

/**
 * Signs text with one's own cross-signing master key (protocol 9). The machine answers with a signature of the device and
 * one of the master key; only the latter is taken, and whoever calls checks it before use. Null: not on this device.
 */
export async function signWithMasterKey(
    crypto: CryptoParts,
    userId: string,
    masterKey: string,
    text: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
    const { hasMaster } = await crypto.olm.crossSigningStatus();
    if (!hasMaster) return null;
    const signatures = await crypto.olm.sign(text);
    try {
        const mine = asObject(asObject(JSON.parse(signatures.asJSON()))?.[userId]);
        const signature = asString(mine?.[`ed25519:${masterKey}`]);
        return signature === null ? null : Uint8Array.from(atob(signature), (char) => char.charCodeAt(0));
    } finally {
        signatures.free();
    }
}

/** The private master key, base64; null: not on this device. */
export async function masterSeed({ olm }: CryptoParts): Promise<string | null> {
    const { hasMaster } = await olm.crossSigningStatus();
    if (!hasMaster) return null;
    return (await olm.exportCrossSigningKeys())?.masterKey ?? null;
}
