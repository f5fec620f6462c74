import type { SafeStorage } from "electron";
import type { Keystore } from "./keystore.ts";

/** The port onto Electron's safeStorage. */
export function createSystemKeystore(safeStorage: SafeStorage): Keystore {
    return {
        isAvailable: () => safeStorage.isEncryptionAvailable(),
        backend: () => (process.platform === "linux" ? safeStorage.getSelectedStorageBackend() : null),
        seal: (text) => safeStorage.encryptString(text),
        open: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
    };
}
