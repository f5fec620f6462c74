/** The operating system's keystore, as Electron's safeStorage offers it. */
export interface Keystore {
    /** May ask the person to unlock it, and waits for the answer. */
    isAvailable(): boolean;
    /** `gnome_libsecret`, `kwallet6`, `basic_text`, … ; null where the system has only one. */
    backend(): string | null;
    /** Whether there is a keystore at all, be it locked. */
    exists(): Promise<boolean>;
    seal(text: string): Uint8Array;
    /** Throws when the keystore's own key is not the one that sealed. */
    open(sealed: Uint8Array): string;
}

export type KeystoreState =
    | { readonly kind: "keystore"; readonly backend: string }
    | { readonly kind: "unavailable"; readonly reason: "no-keystore" | "locked" | "plain-text-only" };

/** Says whether a key may be kept here. A back end that seals with a built-in password counts as none. */
export async function decideKeystoreState(keystore: Keystore, systemName: string): Promise<KeystoreState> {
    const isAvailable = keystore.isAvailable();
    const backend = keystore.backend() ?? systemName;
    if (backend === "basic_text" || backend === "unknown")
        return { kind: "unavailable", reason: isAvailable ? "plain-text-only" : "no-keystore" };
    if (isAvailable) return { kind: "keystore", backend };
    return { kind: "unavailable", reason: (await keystore.exists()) ? "locked" : "no-keystore" };
}
