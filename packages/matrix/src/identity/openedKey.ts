import type { SecretKey } from "./secretKey.ts";

/** The key of secret storage while it is open; null: it was not opened in this run. */
export interface OpenedKey {
    current: SecretKey | null;
}

/** Hands it out where it is one of those asked for. */
export const keyOf =
    (opened: OpenedKey) =>
    async (keys: Readonly<Record<string, unknown>>): Promise<[string, Uint8Array<ArrayBuffer>] | null> => {
        const key = opened.current;
        return key !== null && key.keyId in keys ? [key.keyId, key.key] : null;
    };
