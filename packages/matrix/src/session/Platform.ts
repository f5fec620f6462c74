import type { Clock } from "@valise/base";
import type { FetchLike, UploadLike } from "../http/createMatrixHttp.ts";
import type { RecordBackend } from "../store/RecordBackend.ts";
import type { StoreLock } from "../store/StoreLock.ts";

/** What the engine needs of the place it runs in: a worker, or Node. */
export interface Platform {
    readonly fetch: FetchLike;
    readonly upload: UploadLike;
    readonly clock: Clock;
    openBackend(): Promise<RecordBackend>;
    /** Null: the crypto store is kept in memory. */
    readonly cryptoStorePrefix: string | null;
    /** Deletes this engine's crypto databases; they are closed by then. */
    deleteCryptoStore(): Promise<void>;
    /** The 32-byte key the host was given outside the contract; null where the person is asked. */
    storeKey(): Promise<Uint8Array<ArrayBuffer> | null>;
    /** What opens an officer's key kept by the desktop keystore: each handing over is taken once. */
    takeDeskKey(): Promise<Uint8Array | null>;
    /** Calls back when the machine's network returns, where that is told. */
    onOnline?(listener: () => void): void;
    /** Null where nobody else can open the store. */
    readonly lock: StoreLock | null;
}
