import { ok, type Result } from "@valise/base";
import type { ClearanceCrypto, Signer } from "../crypto/ClearanceCrypto.ts";
import { algOf, type PublicJwk, parsePublicJwk, thumbprintOf } from "../crypto/jwk.ts";
import { signCompactJws } from "../encoding/jws.ts";
import { utf8 } from "../encoding/text.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { isClaimName } from "./claimNames.ts";
import { DELEGATION_TYP, type DelegationWire, MAX_DELEGATION_S, type OfficerGrant, type StatusRef } from "./wire.ts";

/** What a root lets one officer do. Times in seconds since 1970. */
export interface DelegationRequest {
    readonly agency: string;
    readonly officer: string;
    readonly officerKey: PublicJwk;
    readonly issuedAtS: number;
    readonly expiresAtS: number;
    readonly grant: OfficerGrant;
    readonly status: StatusRef;
}

/**
 * Certifies an officer with an agency root (SPEC 3.9). Refuses what every verifier would refuse later: an unusable key
 * (`ATT_KEY`), more than 366 days (`ATT_TTL`), a claim that is no claim name or no policy (`ATT_CLAIM`).
 */
export async function issueDelegation(
    request: DelegationRequest,
    root: Signer,
    crypto: ClearanceCrypto,
): Promise<Result<string, Refusal>> {
    const { issuedAtS: iat, expiresAtS: exp, grant } = request;
    const jwk = parsePublicJwk(request.officerKey);
    if (jwk === undefined) return refuse("ATT_KEY");
    if (exp <= iat || exp - iat > MAX_DELEGATION_S) return refuse("ATT_TTL");
    if (grant.pol.length !== 1 || !grant.claims.every(isClaimName)) return refuse("ATT_CLAIM", "grant");
    const header = { alg: algOf(root.jwk), typ: DELEGATION_TYP, kid: await thumbprintOf(crypto, root.jwk) };
    const payload: DelegationWire = {
        iss: request.agency,
        sub: request.officer,
        iat,
        nbf: iat,
        exp,
        cnf: { jwk },
        grant,
        status: { status_list: request.status },
    };
    return ok(await signCompactJws(header, payload, (input) => root.sign(utf8(input))));
}
