/** One change of what lies on the disk: a name and the sealed bytes under it. */
export type RawChange =
    | { readonly kind: "put"; readonly name: string; readonly data: Uint8Array }
    | { readonly kind: "delete"; readonly name: string }
    | { readonly kind: "delete-prefix"; readonly prefix: string };

/**
 * Where sealed records lie: names to bytes. Sees neither keys nor content. Every method rejects with the foreign error;
 * the sealed store above folds it.
 */
export interface RecordBackend {
    /** `data` is whatever is found there, so that a damaged row is seen as damaged. */
    get(name: string): Promise<unknown>;
    list(prefix: string): Promise<readonly { readonly name: string; readonly data: unknown }[]>;
    /** All or none. `durable`: on the disk, not in a cache, when it resolves. */
    write(changes: readonly RawChange[], durable: boolean): Promise<void>;
    close(): Promise<void>;
    /** A non-extractable AES-GCM key kept by the browser; absent where there is no such thing. */
    readonly browserKey?: {
        get(): Promise<CryptoKey | null>;
        make(): Promise<CryptoKey>;
    };
}
