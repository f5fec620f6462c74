import type { PublicJwk } from "../crypto/jwk.ts";

export const DELEGATION_TYP = "valise-officer+jwt";
export const ATTESTATION_TYP = "dc+sd-jwt";
export const KEY_BINDING_TYP = "kb+jwt";
export const CLEARANCE_VCT = "urn:valise:clearance:1";

/** Clocks of signers may differ from ours by this much, either way (SPEC 1.4). */
export const SKEW_S = 120;
export const MAX_PRESENTATION_CHARS = 49_152;
export const MAX_DISCLOSURES = 32;
export const MAX_DELEGATION_S = 366 * 86_400;
/** Digests in an attestation where the bundle does not say otherwise. */
export const DEFAULT_PAD = 24;

/** Where a token's status stands (Token Status List). */
export interface StatusRef {
    readonly idx: number;
    readonly uri: string;
}

/** What a root lets an officer attest (SPEC 3.9). `maxLvl` counts in the one policy of `pol`, 0 its lowest level. */
export interface OfficerGrant {
    readonly pol: readonly [string];
    readonly maxLvl: number;
    readonly claims: readonly string[];
    readonly hs: readonly string[];
    readonly maxTtl: number;
}

/** Payload of a delegation, root to officer. Times in seconds since 1970. */
export interface DelegationWire {
    readonly iss: string;
    readonly sub: string;
    readonly iat: number;
    readonly nbf: number;
    readonly exp: number;
    readonly cnf: { readonly jwk: PublicJwk };
    readonly grant: OfficerGrant;
    readonly status: { readonly status_list: StatusRef };
}

/** Payload of an attestation, officer to holder. */
export interface AttestationWire {
    readonly iss: string;
    readonly vct: typeof CLEARANCE_VCT;
    readonly sub: string;
    readonly iat: number;
    readonly nbf: number;
    readonly exp: number;
    readonly cnf: { readonly jwk: PublicJwk };
    readonly mxk: string;
    readonly pol: string;
    readonly status: { readonly status_list: StatusRef };
    readonly _sd_alg: "sha-256";
    readonly clr: { readonly _sd: readonly string[] };
}
