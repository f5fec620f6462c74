import type { Result } from "@valise/base";
import type { Refusal } from "../refusal.ts";
import type { ProvenPresentation } from "./provePresentation.ts";
import type { VerifiedDelegation } from "./verifyDelegation.ts";

/** Results whose signatures need not be checked again. Times, roots and status are rechecked on every hit (SPEC 5.20). */
export interface VerificationCache {
    /** By text; pending ones too, so that a thousand members of one officer cost one signature. */
    readonly delegations: BoundedMap<Promise<Result<VerifiedDelegation, Refusal>>>;
    /** By text, with what they were proven against. */
    readonly presentations: BoundedMap<{ readonly against: string; readonly proven: ProvenPresentation }>;
}

export interface BoundedMap<V> {
    get(key: string): V | undefined;
    set(key: string, value: V): void;
    delete(key: string): void;
}

function createBoundedMap<V>(limit: number): BoundedMap<V> {
    const entries = new Map<string, V>();
    return {
        get: (key) => entries.get(key),
        delete: (key) => void entries.delete(key),
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
