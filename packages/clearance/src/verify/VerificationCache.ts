import type { ProvenPresentation } from "./provePresentation.ts";
import type { VerifiedDelegation } from "./verifyDelegation.ts";

/** Results whose signatures need not be checked again. Times, roots and status are rechecked on every hit (SPEC 5.20). */
export interface VerificationCache {
    readonly delegations: BoundedMap<VerifiedDelegation>;
    readonly presentations: BoundedMap<ProvenPresentation>;
}

export interface BoundedMap<V> {
    get(key: string): V | undefined;
    set(key: string, value: V): void;
}

function createBoundedMap<V>(limit: number): BoundedMap<V> {
    const entries = new Map<string, V>();
    return {
        get: (key) => entries.get(key),
        set: (key, value) => {
            entries.set(key, value);
            const oldest = entries.size > limit ? entries.keys().next().value : undefined;
            if (oldest !== undefined) entries.delete(oldest);
        },
    };
}

/** Keyed by full texts, never by a hash or an id the sender chose. One cache belongs to one `PolicyLookup` source. */
export function createVerificationCache(limit = 8192): VerificationCache {
    return { delegations: createBoundedMap(limit), presentations: createBoundedMap(limit) };
}
