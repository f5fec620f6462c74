import type { StoreProtection } from "./openOptions.ts";
import type { RecordBackend } from "./RecordBackend.ts";
import { openSealed, seal } from "./seal.ts";
import type { StoreHeader } from "./storeHeader.ts";
import { fromBase64, toBase64 } from "./storeKeys.ts";

/** OWASP's figure of 2023 for PBKDF2-HMAC-SHA-256. */
const passphraseRounds = 600_000;
const wrapContext = "valise store 1 wrapped key";

export interface ProtectedKey {
    readonly storeKey: Uint8Array<ArrayBuffer>;
    readonly protection: StoreHeader["protection"];
}

/** A store key for a new store, and what the header must say to find it again. Throws where the host has no browser key. */
export async function protectNewKey(by: StoreProtection, backend: RecordBackend): Promise<ProtectedKey> {
    if (by.kind === "key") return { storeKey: by.key, protection: { kind: "key" } };
    const storeKey = crypto.getRandomValues(new Uint8Array(32));
    if (by.kind === "browser") {
        if (backend.browserKey === undefined) throw new Error("this host keeps no browser key");
        const wrapped = toBase64(await seal(await backend.browserKey.make(), storeKey, wrapContext));
        return { storeKey, protection: { kind: "browser", wrapped } };
    }
    const salt = toBase64(crypto.getRandomValues(new Uint8Array(16)));
    const wrapping = await passphraseKey(by.passphrase, salt, passphraseRounds);
    const wrapped = toBase64(await seal(wrapping, storeKey, wrapContext));
    return { storeKey, protection: { kind: "passphrase", salt, iterations: passphraseRounds, wrapped } };
}

/** `null` when the protection given does not open this store: another kind, another passphrase, a browser key that is gone. */
export async function unprotectKey(
    by: StoreProtection,
    protection: StoreHeader["protection"],
    backend: RecordBackend,
): Promise<Uint8Array<ArrayBuffer> | null> {
    if (by.kind === "key") return protection.kind === "key" ? by.key : null;
    if (by.kind === "passphrase") {
        if (protection.kind !== "passphrase") return null;
        const wrapping = await passphraseKey(by.passphrase, protection.salt, protection.iterations);
        return openSealed(wrapping, fromBase64(protection.wrapped), wrapContext);
    }
    if (protection.kind !== "browser") return null;
    const wrapping = (await backend.browserKey?.get()) ?? null;
    return wrapping === null ? null : openSealed(wrapping, fromBase64(protection.wrapped), wrapContext);
}

async function passphraseKey(passphrase: string, salt: string, iterations: number): Promise<CryptoKey> {
    // The same passphrase typed on another keyboard may come decomposed.
    const typed = new TextEncoder().encode(passphrase.normalize("NFKC"));
    const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
    const rounds = { name: "PBKDF2", hash: "SHA-256", salt: fromBase64(salt), iterations };
    return crypto.subtle.deriveKey(rounds, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
