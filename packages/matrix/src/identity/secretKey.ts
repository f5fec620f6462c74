import { deriveRecoveryKeyFromPassphrase } from "matrix-js-sdk/lib/crypto-api/key-passphrase.js";
import { decodeRecoveryKey } from "matrix-js-sdk/lib/crypto-api/recovery-key.js";
import { asNumber, asObject, asString, type JsonObject } from "../json.ts";
import { parseRecoveryCode } from "../recoveryCode/recoveryCode.ts";

/** Standard secret storage, opened with a passphrase: a stock client opens it as a security phrase (protocol 9). */
export const KEY_ROUNDS = 500_000;
/** A server naming more would only make this device work; it names what we once wrote. */
const MAX_ROUNDS = 2_000_000;

export interface SecretKey {
    readonly keyId: string;
    readonly key: Uint8Array<ArrayBuffer>;
}

export interface RecoveryInfo {
    readonly number: number;
    readonly madeAtMs: number;
}

/** Number and date stand in the key's name: "Valise recovery code 2, 2026-11-21". */
export function formatKeyName(info: RecoveryInfo): string {
    return `Valise recovery code ${info.number}, ${new Date(info.madeAtMs).toISOString().slice(0, 10)}`;
}

export function parseKeyName(name: unknown): RecoveryInfo | null {
    const match = /^Valise recovery code (\d{1,6}), (\d{4}-\d{2}-\d{2})$/.exec(asString(name) ?? "");
    const madeAtMs = Date.parse(match?.[2] ?? "");
    return match === null || Number.isNaN(madeAtMs) ? null : { number: Number(match[1]), madeAtMs };
}

export type TypedSecret =
    | { readonly kind: "code"; readonly passphrase: string }
    /** A recovery key of a stock client, for accounts that were set up with one. */
    | { readonly kind: "key"; readonly key: Uint8Array<ArrayBuffer> };

/** Null: neither a whole, right recovery code nor a recovery key. */
export function parseTypedSecret(text: string): TypedSecret | null {
    const code = parseRecoveryCode(text);
    if (code !== null) return { kind: "code", passphrase: code };
    try {
        return { kind: "key", key: decodeRecoveryKey(text) as Uint8Array<ArrayBuffer> };
    } catch {
        return null;
    }
}

/** The storage key a typed secret stands for; null where this storage cannot be opened that way. */
export async function keyOf(secret: TypedSecret, keyInfo: JsonObject): Promise<Uint8Array<ArrayBuffer> | null> {
    if (secret.kind === "key") return secret.key;
    const passphrase = asObject(keyInfo.passphrase);
    const salt = asString(passphrase?.salt);
    const rounds = asNumber(passphrase?.iterations);
    if (passphrase?.algorithm !== "m.pbkdf2" || salt === null || rounds === null) return null;
    if (rounds < 1 || rounds > MAX_ROUNDS || (asNumber(passphrase.bits) ?? 256) !== 256) return null;
    return (await deriveRecoveryKeyFromPassphrase(secret.passphrase, salt, rounds)) as Uint8Array<ArrayBuffer>;
}
