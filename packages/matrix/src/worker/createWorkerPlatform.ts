import { systemClock } from "@valise/base";
import { deleteCryptoDatabases } from "../crypto/deleteCryptoDatabases.ts";
import type { Platform } from "../session/Platform.ts";
import { createIndexedDbBackend } from "../store/createIndexedDbBackend.ts";
import { createWebLock } from "../store/createWebLock.ts";
import { xhrUpload } from "./xhrUpload.ts";

const databaseName = "valise";
const cryptoPrefix = "valise-crypto";

/** The engine's surroundings in a dedicated worker: the browser's IndexedDB, network and locks. */
export function createWorkerPlatform(
    storeKey: Promise<Uint8Array<ArrayBuffer> | null>,
    takeDeskKey: Platform["takeDeskKey"],
): Platform {
    return {
        fetch: (input, init) => fetch(input, init),
        upload: xhrUpload,
        clock: systemClock,
        openBackend: () => createIndexedDbBackend(databaseName, { indexedDB, IDBKeyRange }),
        cryptoStorePrefix: cryptoPrefix,
        deleteCryptoStore: () => deleteCryptoDatabases(cryptoPrefix),
        storeKey: () => storeKey,
        takeDeskKey,
        onOnline: (listener) => globalThis.addEventListener("online", listener),
        lock: createWebLock(databaseName),
    };
}
