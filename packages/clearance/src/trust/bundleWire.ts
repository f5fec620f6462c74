import { z } from "zod";
import { type ClaimName, isClaimName } from "../attestation/claimNames.ts";
import { type PublicJwk, parsePublicJwk } from "../crypto/jwk.ts";

const seconds = z.int().nonnegative();
/** Never a name that a plain object inherits. */
const urn = z.string().regex(/^urn:[!-~]{3,250}$/);
const shortName = z.string().regex(/^[A-Z0-9][A-Z0-9 _.-]{0,63}$/);
const setName = z.string().regex(/^[A-Z0-9][A-Z0-9 _-]{0,31}$/);
const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** RFC 1123 host name, IP literals excluded, optional port: a Matrix server name as agencies have them. */
const serverName = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,253}[a-z0-9])?(:[0-9]{1,5})?$/);

const publicJwk = z.custom<PublicJwk>((value) => parsePublicJwk(value) !== undefined, { error: "key refused" });

const root = z.strictObject({ kid: digest, jwk: publicJwk, nbf: seconds, exp: seconds });

const agency = z.strictObject({
    id: urn,
    name: z.string().min(1).max(128),
    hs: z.array(serverName).min(1),
    roots: z.array(root).min(1),
    maxLvl: z.record(urn, shortName),
    pad: z.int().min(8).max(64),
    statusUris: z.array(urn).min(1),
    statusKeys: z.record(digest, publicJwk),
    /** Reserved for post-quantum signatures; anything but `false` is a later version's and refused. */
    requirePq: z.literal(false).optional(),
});

const policy = z.strictObject({
    levels: z.array(shortName).min(1),
    sets: z.record(setName, z.enum(["restrictive", "permissive", "informative"])),
    digest,
    /** Room keys of this level and above stay out of the key backup (SPEC 4.7). */
    deviceOnly: shortName.optional(),
    /** Shown to agencies of the community without asking their holder (SPEC 4.8). */
    preApproved: z.array(z.custom<ClaimName>(isClaimName)).max(64).optional(),
});

const levelRef = z.strictObject({ pol: urn, lvl: shortName });

const relation = z.strictObject({
    kind: z.literal("equals"),
    from: levelRef,
    to: levelRef,
    sets: z.record(setName, setName),
});

/** The payload that community keys sign (SPEC 4.2). Unknown members are refused, at every depth. */
export const bundleWireSchema = z.strictObject({
    v: z.literal(1),
    community: urn,
    seq: z.int().min(1),
    iat: seconds,
    exp: seconds,
    keys: z.array(publicJwk).min(1).max(16),
    agencies: z.array(agency).min(1),
    policies: z.record(urn, policy),
    relations: z.array(relation),
    statusFloors: z.record(urn, z.int().nonnegative()),
    crisis: z.array(urn),
});

export type BundleWire = z.infer<typeof bundleWireSchema>;

export const BUNDLE_TYP = "valise-bundle+jws";
export const MAX_BUNDLE_CHARS = 60_000;

/** General JSON serialization of a JWS (RFC 7515 section 7.2.1), the content of `org.valise.trust.bundle`. */
export interface SignedBundleWire {
    readonly payload: string;
    readonly signatures: readonly { readonly protected: string; readonly signature: string }[];
}
