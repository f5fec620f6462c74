import { ok, type Result } from "@valise/base";
import type { ClearanceCrypto, HolderSign } from "../crypto/ClearanceCrypto.ts";
import { parsePublicJwk } from "../crypto/jwk.ts";
import { encodeBase64Url, fromMatrixBase64 } from "../encoding/base64url.ts";
import { encodeObject } from "../encoding/jws.ts";
import { utf8 } from "../encoding/text.ts";
import type { PolicyLookup } from "../policy/PolicyLookup.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { type GateAsks, satisfyGate } from "../verify/satisfyGate.ts";
import type { ClaimName } from "./claimNames.ts";
import type { Credential } from "./credential.ts";
import { KEY_BINDING_TYP } from "./wire.ts";

/** What to show where. `nonce` comes from `gateNonce` or `statementNonce`; `signedAtS` is now, in seconds. */
export interface PresentationRequest {
    readonly disclose: readonly ClaimName[];
    readonly audience: string;
    readonly nonce: string;
    readonly signedAtS: number;
}

/** The fewest of one's claims that meet a gate (SPEC 3.8), or `ATT_INSUFFICIENT`. Show these to the person first. */
export function claimsToShow(
    credential: Credential,
    asks: GateAsks,
    policies: PolicyLookup,
): Result<ClaimName[], Refusal> {
    const claims = satisfyGate(policies, credential.pol, [...credential.disclosures.keys()], asks);
    return claims === undefined ? refuse("ATT_INSUFFICIENT") : ok(claims);
}

/**
 * Shows a clearance to one audience, disclosing exactly `disclose` (SPEC 3.7). The holder's signature is checked before the
 * text is handed out (`ATT_KB_SIG`: the device's master key is not the attested one, or no longer there).
 */
export async function presentClaims(
    credential: Credential,
    request: PresentationRequest,
    sign: HolderSign,
    crypto: ClearanceCrypto,
): Promise<Result<string, Refusal>> {
    const chosen = request.disclose.map((name) => credential.disclosures.get(name));
    if (chosen.includes(undefined)) return refuse("ATT_INSUFFICIENT");
    const bound = `${[credential.issuerJws, ...chosen].join("~")}~`;
    const payload = {
        iat: request.signedAtS,
        aud: request.audience,
        nonce: request.nonce,
        sd_hash: encodeBase64Url(await crypto.sha256(utf8(bound))),
    };
    const signingInput = `${encodeObject({ alg: "Ed25519", typ: KEY_BINDING_TYP })}.${encodeObject(payload)}`;
    const signature = await sign(signingInput);
    const key = parsePublicJwk({ kty: "OKP", crv: "Ed25519", x: fromMatrixBase64(credential.masterKey) });
    if (key === undefined) return refuse("ATT_KEY");
    const verdict = await crypto.verify(key, utf8(signingInput), signature);
    return verdict === "valid" ? ok(`${bound}${signingInput}.${encodeBase64Url(signature)}`) : refuse("ATT_KB_SIG");
}
