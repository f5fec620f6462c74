import type { Result } from "@valise/base";

/** Lets one program at a time open a store. Whoever holds it is cut loose by the system when it dies. */
export interface StoreLock {
    /** Waits at most `waitMs`. Dispose what it answers to let the next one in. */
    acquire(waitMs: number): Promise<Result<Disposable, { readonly kind: "store-in-use" }>>;
}
