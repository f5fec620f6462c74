import { randomBytes } from "node:crypto";
import { err, ok, type Result } from "@valise/base";
import { decideKeystoreState, type Keystore, type KeystoreState } from "./keystore.ts";

/** Where the sealed key lies. */
export interface SealedKeyFile {
    read(): Promise<Result<Uint8Array | null, { kind: "unreadable" }>>;
    /** Writes it whole or not at all, and never over one that exists. */
    create(sealed: Uint8Array): Promise<Result<void, { kind: "exists" | "unwritable" }>>;
}

export type StoreKeyFailure =
    | (KeystoreState & { readonly kind: "unavailable" })
    /** A sealed key exists and this keystore does not open it: another keyring, or a damaged file. */
    | { readonly kind: "key-not-opened" }
    | { readonly kind: "file-failed" };

export interface StoreKey {
    state(): Promise<KeystoreState>;
    /** The 32 bytes that encrypt the local store; made at the first call of the first start. */
    open(): Promise<Result<Uint8Array, StoreKeyFailure>>;
}

const keyBytes = 32;

/**
 * Keeps the key of the local store sealed by the operating system's keystore. Without a keystore there is no key, and
 * while a sealed key exists no second one is made: it would orphan the store.
 */
export function createStoreKey(keystore: Keystore, file: SealedKeyFile, systemName: string): StoreKey {
    const state = () => decideKeystoreState(keystore, systemName);
    return {
        state,
        async open() {
            const now = await state();
            if (now.kind === "unavailable") return err(now);
            const existing = await openExisting(keystore, file);
            if (existing !== null) return existing;
            const key = randomBytes(keyBytes);
            const sealed = keystore.seal(key.toString("base64"));
            // Read back before it is relied on: a keystore that seals and cannot open would lose the store at the next start.
            const readBack = openSealed(keystore, sealed);
            if (!readBack.ok) return readBack;
            const created = await file.create(sealed);
            if (created.ok) return readBack;
            // Another call was first: its key is the key.
            return (
                (created.error.kind === "exists" && (await openExisting(keystore, file))) ||
                err({ kind: "file-failed" })
            );
        },
    };
}

async function openExisting(
    keystore: Keystore,
    file: SealedKeyFile,
): Promise<Result<Uint8Array, StoreKeyFailure> | null> {
    const existing = await file.read();
    if (!existing.ok) return err({ kind: "file-failed" });
    return existing.value === null ? null : openSealed(keystore, existing.value);
}

function openSealed(keystore: Keystore, sealed: Uint8Array): Result<Uint8Array, StoreKeyFailure> {
    try {
        const key = Buffer.from(keystore.open(sealed), "base64");
        return key.length === keyBytes ? ok(new Uint8Array(key)) : err({ kind: "key-not-opened" });
    } catch {
        return err({ kind: "key-not-opened" });
    }
}
