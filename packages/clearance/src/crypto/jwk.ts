import { decodeBase64Url, encodeBase64Url } from "../encoding/base64url.ts";
import { hasMembers, isJsonObject, memberOf } from "../encoding/strictJson.ts";
import { utf8 } from "../encoding/text.ts";
import type { ClearanceCrypto, SignatureAlg } from "./ClearanceCrypto.ts";
import { isRefusedEd25519Key } from "./smallOrder.ts";

export interface Ed25519Jwk {
    readonly kty: "OKP";
    readonly crv: "Ed25519";
    readonly x: string;
}
export interface P256Jwk {
    readonly kty: "EC";
    readonly crv: "P-256";
    readonly x: string;
    readonly y: string;
}
/** A public key as this profile writes it: these members and no other, so that no private part can slip through. */
export type PublicJwk = Ed25519Jwk | P256Jwk;

const isCoordinate = (value: unknown): value is string =>
    typeof value === "string" && value.length === 43 && decodeBase64Url(value) !== undefined;

/**
 * Reads a public key of the two kinds allowed (SPEC 3.1): closed member set (a `d` refuses the key), 32-byte coordinates,
 * and for Ed25519 none of the small-order or non-canonical encodings. `undefined` when refused.
 */
export function parsePublicJwk(value: unknown): PublicJwk | undefined {
    if (!isJsonObject(value)) return undefined;
    const x = memberOf(value, "x");
    if (!isCoordinate(x)) return undefined;
    if (memberOf(value, "kty") === "OKP" && memberOf(value, "crv") === "Ed25519") {
        const bytes = decodeBase64Url(x);
        if (!hasMembers(value, ["kty", "crv", "x"]) || bytes === undefined || isRefusedEd25519Key(bytes))
            return undefined;
        return { kty: "OKP", crv: "Ed25519", x };
    }
    if (memberOf(value, "kty") === "EC" && memberOf(value, "crv") === "P-256") {
        const y = memberOf(value, "y");
        if (!hasMembers(value, ["kty", "crv", "x", "y"]) || !isCoordinate(y)) return undefined;
        return { kty: "EC", crv: "P-256", x, y };
    }
    return undefined;
}

/** The key's type alone decides the algorithm; a header can only agree (SPEC 3.2). */
export const algOf = (jwk: PublicJwk): SignatureAlg => (jwk.kty === "OKP" ? "Ed25519" : "ES256");

/** RFC 7638 thumbprint: SHA-256 over the required members in lexicographic order, base64url. */
export async function thumbprintOf(crypto: ClearanceCrypto, jwk: PublicJwk): Promise<string> {
    const json =
        jwk.kty === "OKP"
            ? `{"crv":"Ed25519","kty":"OKP","x":"${jwk.x}"}`
            : `{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`;
    return encodeBase64Url(await crypto.sha256(utf8(json)));
}
