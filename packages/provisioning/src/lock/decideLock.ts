/** What an apply writes into the register's history about its lock. `claim` is the id of its own claim. */
export type ClaimContent =
    | { readonly kind: "claim"; readonly owner: string; readonly process: string; readonly breaks?: string }
    | { readonly kind: "sign-of-life"; readonly owner: string; readonly process: string; readonly claim: string }
    | { readonly kind: "release"; readonly claim: string };

export type ClaimEvent = ClaimContent & {
    readonly id: string;
    /** The server's time when it took the entry. */
    readonly atMs: number;
};

export interface LockHolder {
    readonly claim: string;
    readonly owner: string;
    /** Which process, in words of the machine it runs on; only that machine can tell whether it lives. */
    readonly process: string;
    readonly sinceMs: number;
    readonly lastSignMs: number;
}

/** Without a sign of life for so long, a holder is taken to be gone (killed, or its machine off). */
export const LEASE_MS = 45_000;
/** How often a holder gives one. */
export const SIGN_OF_LIFE_MS = 10_000;

/**
 * Who holds the lock (SPEC 3.4), by a history whose order the server has fixed (oldest first): everyone who reads it comes to the same
 * answer, so of two who claim at once exactly one has it. A claim counts when nobody holds the lock, when the holder gave no
 * sign of life for {@link LEASE_MS}, or when it breaks that very holder's claim by name.
 */
export function decideLock(history: readonly ClaimEvent[]): LockHolder | null {
    let holder: LockHolder | null = null;
    for (const event of history) {
        switch (event.kind) {
            case "claim": {
                const isGone = holder !== null && event.atMs - holder.lastSignMs > LEASE_MS;
                const isBroken = holder !== null && event.breaks === holder.claim;
                if (holder === null || isGone || isBroken)
                    holder = { ...whose(event), claim: event.id, sinceMs: event.atMs, lastSignMs: event.atMs };
                break;
            }
            case "sign-of-life": {
                // The claim itself may lie before what was read.
                const sinceMs: number = holder?.claim === event.claim ? holder.sinceMs : event.atMs;
                if (holder === null || holder.claim === event.claim)
                    holder = { ...whose(event), claim: event.claim, sinceMs, lastSignMs: event.atMs };
                break;
            }
            case "release":
                if (holder?.claim === event.claim) holder = null;
        }
    }
    return holder;
}

const whose = ({ owner, process }: { readonly owner: string; readonly process: string }) => ({ owner, process });
