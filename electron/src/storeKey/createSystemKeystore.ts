import type { SafeStorage } from "electron";
import { hasSecretService } from "./hasSecretService.ts";
import type { Keystore } from "./keystore.ts";

/** The port onto Electron's safeStorage. */
export function createSystemKeystore(safeStorage: SafeStorage): Keystore {
    const isLinux = process.platform === "linux";
    return {
        isAvailable: () => safeStorage.isEncryptionAvailable(),
        backend: () => (isLinux ? safeStorage.getSelectedStorageBackend() : null),
        // macOS and Windows have one always; KWallet is reached by its own name, and says itself when it is missing.
        async exists() {
            const backend = isLinux ? safeStorage.getSelectedStorageBackend() : null;
            return backend !== "gnome_libsecret" || (await hasSecretService());
        },
        seal: (text) => safeStorage.encryptString(text),
        open: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
    };
}
