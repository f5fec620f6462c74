import { ok, type Result } from "@valise/base";
import type { ClearanceCrypto, Signer } from "../crypto/ClearanceCrypto.ts";
import { algOf, type PublicJwk, parsePublicJwk, thumbprintOf } from "../crypto/jwk.ts";
import { encodeBase64Url, fromMatrixBase64 } from "../encoding/base64url.ts";
import { signCompactJws } from "../encoding/jws.ts";
import { utf8 } from "../encoding/text.ts";
import type { PolicyLookup } from "../policy/PolicyLookup.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { type ClaimName, isClaimName } from "./claimNames.ts";
import { ATTESTATION_TYP, type AttestationWire, CLEARANCE_VCT, type StatusRef } from "./wire.ts";

/** A clearance to attest. Times in seconds since 1970. */
export interface AttestationRequest {
    readonly agency: string;
    readonly userId: string;
    /** Cross-signing master key, unpadded base64, as the security officer checked it with the person. */
    readonly masterKey: string;
    readonly pol: string;
    /** Everything the holder may ever show; levels with all they dominate (`dominatedLevels`). */
    readonly claims: readonly ClaimName[];
    readonly issuedAtS: number;
    readonly expiresAtS: number;
    readonly status: StatusRef;
    /** The bundle's `pad` of this agency. */
    readonly pad: number;
}

/** An officer at work: key and the delegation that covers it. */
export interface Officer {
    readonly signer: Signer;
    readonly delegation: string;
}

/** Random bytes, from the caller: `crypto.getRandomValues` in production, a fixed stream in vectors. */
export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

/** The claims `lvl:` of a level and of all below it, which issuers write so that a holder can show just the one asked. */
export function dominatedLevels(policies: PolicyLookup, pol: string, lvl: string): ClaimName[] | undefined {
    const levels = policies.levelsOf(pol);
    const at = levels?.indexOf(lvl) ?? -1;
    return at < 0 ? undefined : levels?.slice(0, at + 1).map((name): ClaimName => `lvl:${name}`);
}

async function digestOf(crypto: ClearanceCrypto, text: string): Promise<string> {
    return encodeBase64Url(await crypto.sha256(utf8(text)));
}

/**
 * Issues a clearance: SD-JWT with `~` at its end and no key binding (SPEC 3.5). The digests are always `pad` many, filled up
 * with decoys and sorted, so that their number and order say nothing. Refuses an unusable master key (`ATT_KEY`), a claim
 * that is none or comes twice (`ATT_SD_CLAIM`, `ATT_SD_DUP_CLAIM`), and more claims than `pad` (`ATT_CLAIM`).
 */
export async function issueAttestation(
    request: AttestationRequest,
    officer: Officer,
    random: RandomBytes,
    crypto: ClearanceCrypto,
): Promise<Result<string, Refusal>> {
    const { claims, pad, issuedAtS: iat, expiresAtS: exp } = request;
    const holder = holderKey(request.masterKey);
    if (holder === undefined) return refuse("ATT_KEY");
    if (!claims.every(isClaimName)) return refuse("ATT_SD_CLAIM");
    if (new Set(claims).size !== claims.length) return refuse("ATT_SD_DUP_CLAIM");
    if (claims.length > pad) return refuse("ATT_CLAIM", "clr");
    if (exp <= iat) return refuse("ATT_TTL");

    const salt = () => encodeBase64Url(random(16));
    const disclosures = claims.map((name) => encodeBase64Url(utf8(JSON.stringify([salt(), name, true]))));
    const decoys = Array.from({ length: pad - claims.length }, salt);
    const digests = await Promise.all([...disclosures, ...decoys].map((text) => digestOf(crypto, text)));
    const { signer, delegation } = officer;
    const kid = await thumbprintOf(crypto, signer.jwk);
    const header = { alg: algOf(signer.jwk), typ: ATTESTATION_TYP, kid, och: [delegation] };
    const payload: AttestationWire = {
        iss: request.agency,
        vct: CLEARANCE_VCT,
        sub: request.userId,
        ...{ iat, nbf: iat, exp },
        cnf: { jwk: holder },
        mxk: request.masterKey,
        pol: request.pol,
        status: { status_list: request.status },
        _sd_alg: "sha-256",
        clr: { _sd: digests.sort() },
    };
    const jws = await signCompactJws(header, payload, (input) => signer.sign(utf8(input)));
    return ok(`${[jws, ...disclosures].join("~")}~`);
}

/** The master key as a JWK, unless its text is not canonical or its point is refused. */
function holderKey(masterKey: string): PublicJwk | undefined {
    if (!/^[A-Za-z0-9+/]{43}$/.test(masterKey)) return undefined;
    return parsePublicJwk({ kty: "OKP", crv: "Ed25519", x: fromMatrixBase64(masterKey) });
}
