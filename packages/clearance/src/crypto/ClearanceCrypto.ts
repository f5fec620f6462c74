import type { PublicJwk } from "./jwk.ts";

/** RFC 9864 `Ed25519` and RFC 7518 `ES256`. `EdDSA`, `none` and every other name are refused (SPEC 3.2). */
export type SignatureAlg = "Ed25519" | "ES256";

/** What this package needs of cryptography; nothing else here computes any. Implementations must agree case by case. */
export interface ClearanceCrypto {
    readonly name: "webcrypto" | "noble";
    sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
    /**
     * Whether `signature` (64 bytes) by `key` covers `message`. `key` came from `parsePublicJwk`. `bad-key` when the key is
     * no point of its curve; never throws for bad input. Ed25519 is verified with `zip215: false` semantics.
     */
    verify(
        key: PublicJwk,
        message: Uint8Array<ArrayBuffer>,
        signature: Uint8Array<ArrayBuffer>,
    ): Promise<"valid" | "invalid" | "bad-key">;
    /** Makes a signer of a private key; throws when the key is malformed, since the caller made or unlocked it. */
    signerFrom(key: PrivateJwk): Promise<Signer>;
}

/** A private key at rest. Held by officers, roots, status services and communities; a holder's never leaves its crypto store. */
export type PrivateJwk = PublicJwk & { readonly d: string };

/** Signs with one key, wherever that lives (file, token, hardware). */
export interface Signer {
    readonly jwk: PublicJwk;
    sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * The holder's cross-signing master key (SPEC 3.7): signs the ASCII text of a JWS signing input with raw Ed25519.
 * `OlmMachine.sign` behind it; resolves the 64 signature bytes.
 */
export type HolderSign = (signingInput: string) => Promise<Uint8Array<ArrayBuffer>>;
