import type { ClearanceCrypto, Signer } from "../crypto/ClearanceCrypto.ts";
import { algOf, thumbprintOf } from "../crypto/jwk.ts";
import { encodeBase64Url } from "../encoding/base64url.ts";
import { signCompactJws } from "../encoding/jws.ts";
import { utf8 } from "../encoding/text.ts";
import { deflate } from "./deflate.ts";
import { packStatuses } from "./statusBits.ts";

export const STATUS_LIST_TYP = "statuslist+jwt";

/** A status list to publish. Times in seconds since 1970; `seq` goes up by one with each. */
export interface StatusListRequest {
    readonly agency: string;
    readonly uri: string;
    readonly seq: number;
    readonly issuedAtS: number;
    readonly expiresAtS: number;
    readonly ttlS: number;
    readonly statuses: ReadonlyMap<number, 0 | 1 | 2>;
}

/** Builds and signs a Token Status List JWT with an agency's status key (SPEC 6.1, 6.2). */
export async function signStatusList(
    request: StatusListRequest,
    key: Signer,
    crypto: ClearanceCrypto,
): Promise<string> {
    const lst = encodeBase64Url(await deflate(packStatuses(request.statuses)));
    const header = { alg: algOf(key.jwk), typ: STATUS_LIST_TYP, kid: await thumbprintOf(crypto, key.jwk) };
    const payload = {
        iss: request.agency,
        sub: request.uri,
        iat: request.issuedAtS,
        exp: request.expiresAtS,
        ttl: request.ttlS,
        seq: request.seq,
        status_list: { bits: 2, lst },
    };
    return signCompactJws(header, payload, (input) => key.sign(utf8(input)));
}
