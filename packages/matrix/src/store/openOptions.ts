import type { RecordStore } from "./RecordStore.ts";

/** How the random 32-byte store key is protected at rest. Mirrors the contract's `storeProtection`. */
export type StoreProtection =
    /** From the desktop keystore, or a key file (0600) in Node: the store key itself. */
    | { readonly kind: "key"; readonly key: Uint8Array<ArrayBuffer> }
    /** PBKDF2-HMAC-SHA-256 over the passphrase wraps a random store key. */
    | { readonly kind: "passphrase"; readonly passphrase: string }
    /** A non-extractable key kept by the browser wraps a random store key. */
    | { readonly kind: "browser" };

export type OpenStoreFailure =
    /** The store exists and asks for this protection; none was given. */
    | { readonly kind: "locked"; readonly by: StoreProtection["kind"] }
    | { readonly kind: "no-store" }
    | { readonly kind: "store-key-wrong" }
    /** The record that says how the key is protected does not parse. Nothing was changed. */
    | { readonly kind: "store-header-corrupt" }
    | { readonly kind: "store-newer"; readonly version: number; readonly supported: number }
    | { readonly kind: "store-full" }
    | { readonly kind: "store-unavailable"; readonly cause: unknown };

export interface OpenedStore {
    readonly store: RecordStore;
    /** 32 bytes for the crypto store (`initRustCrypto({ storageKey })`), derived from the store key. */
    readonly cryptoStoreKey: Uint8Array<ArrayBuffer>;
    /** True when the store was made by this call. */
    readonly created: boolean;
}
