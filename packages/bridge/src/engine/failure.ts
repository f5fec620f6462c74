import type { EpochMs } from "@valise/base";

/**
 * Why a command was refused or a send failed. Data only: the words are chosen in the app, in three languages.
 * `passing` kinds are tried again by the engine itself; the others wait for a person.
 */
export type EngineFailure =
    | { readonly kind: "invalid-input"; readonly path: string }
    | { readonly kind: "not-signed-in" }
    | { readonly kind: "already-signed-in" }
    | { readonly kind: "wrong-password" }
    /** The browser's answer was used before, or took too long. */
    | { readonly kind: "sign-in-expired" }
    /** This account cannot show at an identity provider that it is this person. */
    | { readonly kind: "proof-not-offered" }
    /** Nobody showed at the identity provider in time that it is this person; nothing was done. */
    | { readonly kind: "proof-expired" }
    /** In the browser somebody else signed in; nothing of that account is kept. */
    | { readonly kind: "other-account"; readonly user: string }
    | { readonly kind: "no-browser" }
    | { readonly kind: "account-locked" }
    | { readonly kind: "account-deactivated" }
    | { readonly kind: "signed-out-by-server"; readonly soft: boolean }
    | { readonly kind: "server-unreachable" }
    | { readonly kind: "server-error"; readonly status: number }
    | { readonly kind: "rate-limited"; readonly retryAtMs: EpochMs }
    | { readonly kind: "not-allowed"; readonly errcode: string }
    | { readonly kind: "not-found" }
    | { readonly kind: "too-large"; readonly limitBytes: number | null }
    | { readonly kind: "not-a-matrix-server" }
    | { readonly kind: "store-in-use" }
    | { readonly kind: "store-corrupt"; readonly part: "crypto" | "rooms" | "outbox" | "settings" }
    /** Written by a newer version of the program: left as it is, and readable again once the program is updated. */
    | { readonly kind: "store-newer" }
    | { readonly kind: "store-key-wrong" }
    | { readonly kind: "store-full" }
    | { readonly kind: "recovery-code-malformed" }
    | { readonly kind: "recovery-code-wrong" }
    | { readonly kind: "recovery-not-set-up" }
    | { readonly kind: "verify-needed" }
    | { readonly kind: "verification-cancelled"; readonly by: "me" | "them"; readonly code: string }
    | { readonly kind: "encryption-not-ready" }
    | { readonly kind: "encryption-weakened" }
    | { readonly kind: "file-damaged" }
    /** A security rule refused; the code is stable and has a sentence and a next action. */
    | { readonly kind: "refused"; readonly code: string }
    | { readonly kind: "cancelled" }
    | { readonly kind: "unexpected"; readonly name: string };

export type EngineFailureKind = EngineFailure["kind"];
