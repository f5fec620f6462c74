import type { ClearanceSnapshot } from "@valise/bridge";
import type { TrustContext, TrustedAgency } from "@valise/clearance";
import type { PolicyRegistry } from "@valise/labels";

/** What this client believes of its community: the newest accepted trust bundle and status lists (protocol 4). */
export interface Community {
    /**
     * Null while no bundle was ever accepted. `nowS` is the clock's at the call. A bundle or list past its time is still
     * given: whoever verifies refuses by its code (`TRUST_EXPIRED`, `ATT_STATUS_STALE`), which alone has grace.
     */
    context(): TrustContext | null;
    /** Policies that the bundle names by the digest of our own document, with the bundle's equalities. Empty without one. */
    readonly registry: PolicyRegistry;
    snapshot(): ClearanceSnapshot["trust"];
    agencyOfServer(serverName: string): TrustedAgency | null;
    /** Resolves when what was kept by the last run is in use. */
    loaded(): Promise<void>;
    /**
     * A bundle from anywhere; only signatures and order decide. Resolves when it is in use, or refused. What is refused
     * of the trust room is shown; a peer's offer is refused in silence, unless it proves that something was signed twice.
     */
    takeBundle(offered: unknown, from: TrustSource): Promise<Taken>;
    takeList(token: unknown, from: TrustSource): Promise<Taken>;
    /** The newest things held, to hand to someone who has older ones. */
    newest(): { readonly bundle: unknown; readonly lists: readonly string[] };
    /** A bundle or list came into use, or its time ran out. */
    onChanged(listener: () => void): void;
    stop(): void;
}

export type TrustSource =
    | { readonly kind: "peer" }
    /** `name`: what the room files it under, so that a refusal is shown until something better stands there. */
    | { readonly kind: "room"; readonly name: string };

/** `code` says why something was refused; what is held already is no refusal. */
export type Taken =
    | { readonly kind: "taken" }
    | { readonly kind: "known" }
    | { readonly kind: "refused"; readonly code: string };
