import type { ClaimName } from "../attestation/claimNames.ts";
import type { PublicJwk } from "../crypto/jwk.ts";
import type { CategoryKind } from "../policy/PolicyLookup.ts";

/** A root key of an agency, known by its RFC 7638 thumbprint; seconds since 1970. */
export interface AgencyRoot {
    readonly kid: string;
    readonly jwk: PublicJwk;
    readonly nbf: number;
    readonly exp: number;
}

/** What the community trusts one agency to say. */
export interface TrustedAgency {
    readonly id: string;
    readonly name: string;
    /** Server names whose people it may attest. */
    readonly hs: ReadonlySet<string>;
    readonly roots: ReadonlyMap<string, AgencyRoot>;
    /** Our cap, per policy; a policy not in it may not be attested at all. */
    readonly maxLvl: ReadonlyMap<string, string>;
    /** Digests in each of its attestations, shown and hidden together. */
    readonly pad: number;
    readonly statusUris: ReadonlySet<string>;
    readonly statusKeys: ReadonlyMap<string, PublicJwk>;
}

export interface TrustedPolicy {
    readonly levels: readonly string[];
    readonly sets: ReadonlyMap<string, CategoryKind>;
    /** Base64url SHA-256 of the policy document that clients show markings from. */
    readonly digest: string;
    /** The level from which room keys stay out of the key backup (SPEC 4.7); null: none does. */
    readonly deviceOnly: string | null;
    /** What agencies of the community are shown without asking its holder (SPEC 4.8). */
    readonly preApproved: ReadonlySet<ClaimName>;
}

/** `equals` between two levels, directed, with the category sets whose values mean the same in both. */
export interface EqualsRelation {
    readonly from: { readonly pol: string; readonly lvl: string };
    readonly to: { readonly pol: string; readonly lvl: string };
    readonly sets: ReadonlyMap<string, string>;
}

/** An accepted trust bundle (SPEC 4). `digest` names its exact payload. */
export interface TrustBundle {
    readonly community: string;
    readonly seq: number;
    readonly iat: number;
    readonly exp: number;
    readonly digest: string;
    readonly agencies: ReadonlyMap<string, TrustedAgency>;
    readonly policies: ReadonlyMap<string, TrustedPolicy>;
    readonly relations: readonly EqualsRelation[];
    /** Lowest status list `seq` that a device without memory accepts, by uri. */
    readonly statusFloors: ReadonlyMap<string, number>;
    /** Agencies whose `role:CRISIS` holders may call people into rooms by themselves. */
    readonly crisis: ReadonlySet<string>;
}
