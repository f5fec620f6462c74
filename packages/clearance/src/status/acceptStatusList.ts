import { err, ok, type Result } from "@valise/base";
import { SKEW_S } from "../attestation/wire.ts";
import type { PublicJwk } from "../crypto/jwk.ts";
import { decodeBase64Url, encodeBase64Url } from "../encoding/base64url.ts";
import { type CompactJws, parseCompactJws } from "../encoding/jws.ts";
import { hasMembers, isInteger, isJsonObject, type JsonObject, memberOf } from "../encoding/strictJson.ts";
import { utf8 } from "../encoding/text.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { TrustBundle, TrustedAgency } from "../trust/TrustBundle.ts";
import { checkSignature } from "../verify/signature.ts";
import type { TrustContext } from "../verify/TrustContext.ts";
import { inflateBounded } from "./deflate.ts";
import type { AcceptedStatusList, StatusPin } from "./StatusLists.ts";
import { STATUS_LIST_TYP } from "./signStatusList.ts";
import { statusAt } from "./statusBits.ts";

const MAX_TOKEN_CHARS = 262_144;

/** A refusal of a list; on equivocation with both digests and the second token, to keep as evidence and alarm with. */
export interface StatusListRefusal extends Refusal {
    readonly evidence?: { readonly uri: string; readonly seq: number; readonly pinned: string; readonly token: string };
}

interface ListClaims {
    readonly uri: string;
    readonly iat: number;
    readonly exp: number;
    readonly seq: number;
    readonly bits: 1 | 2;
    readonly packed: Uint8Array<ArrayBuffer>;
}

/**
 * Decides whether a status list is taken (SPEC 6.3, 6.4): signed by a status key of the bundle, its agency's own uri, not
 * stale, and never older than `pin`, the newest one seen of that uri; without a pin, than the bundle's floor. The caller
 * persists `{iat, seq, digest}` of what is accepted before using it.
 */
export async function acceptStatusList(
    token: unknown,
    pin: (uri: string) => StatusPin | undefined,
    { bundle, crypto, nowS }: Pick<TrustContext, "bundle" | "crypto" | "nowS">,
): Promise<Result<AcceptedStatusList, StatusListRefusal>> {
    if (typeof token !== "string") return refuse("ATT_MALFORMED");
    if (token.length > MAX_TOKEN_CHARS) return refuse("ATT_STATUS_SIZE");
    const jws = parseCompactJws(token);
    if (jws === undefined) return refuse("ATT_MALFORMED");
    const signer = findSigner(jws, bundle);
    if (!signer.ok) return signer;
    const signed = await checkSignature(crypto, jws, signer.value.key, "ATT_STATUS_SIG");
    if (!signed.ok) return signed;
    const { agency } = signer.value;
    const read = readClaims(jws.payload, agency, nowS);
    if (!read.ok) return read;
    const { uri, seq, iat, exp, bits, packed } = read.value;
    const digest = encodeBase64Url(await crypto.sha256(utf8(token)));
    const fresh = checkOrder({ iat, seq, digest }, pin(uri), bundle.statusFloors.get(uri) ?? 0, { uri, token });
    if (!fresh.ok) return fresh;
    const bytes = await inflateBounded(packed);
    if (bytes === "too-large") return refuse("ATT_STATUS_SIZE");
    if (bytes === "malformed") return refuse("ATT_MALFORMED", "lst");
    const valueAt = (index: number) => statusAt(bytes, bits, index);
    return ok({ uri, agency: agency.id, seq, iat, exp, digest, token, valueAt });
}

function findSigner(
    { header }: CompactJws,
    bundle: TrustBundle,
): Result<{ agency: TrustedAgency; key: PublicJwk }, Refusal> {
    if (memberOf(header, "typ") !== STATUS_LIST_TYP) return refuse("ATT_STATUS_TYP");
    if (!hasMembers(header, [], ["alg", "typ", "kid"])) return refuse("ATT_HEADER");
    const kid = memberOf(header, "kid");
    for (const agency of bundle.agencies.values()) {
        const key = typeof kid === "string" ? agency.statusKeys.get(kid) : undefined;
        if (key !== undefined) return ok({ agency, key });
    }
    return refuse("ATT_STATUS_KEY");
}

function readClaims(payload: JsonObject, agency: TrustedAgency, nowS: number): Result<ListClaims, Refusal> {
    const uri = memberOf(payload, "sub");
    if (typeof uri !== "string" || !agency.statusUris.has(uri)) return refuse("ATT_STATUS_URI");
    if (memberOf(payload, "iss") !== agency.id) return refuse("ATT_STATUS_ISS");
    if (!hasMembers(payload, ["iss", "sub", "iat", "exp", "ttl", "seq", "status_list"])) return refuse("ATT_CLAIM");
    const { iat, exp, ttl, seq, status_list: list } = payload;
    if (!isInteger(iat) || !isInteger(exp) || !isInteger(ttl) || !isInteger(seq)) return refuse("ATT_CLAIM");
    if (iat > nowS + SKEW_S) return refuse("ATT_STATUS_TIME");
    if (nowS > exp) return refuse("ATT_STATUS_STALE");
    if (!isJsonObject(list) || !hasMembers(list, ["bits", "lst"])) return refuse("ATT_CLAIM", "status_list");
    const { bits, lst } = list;
    if ((bits !== 1 && bits !== 2) || typeof lst !== "string") return refuse("ATT_CLAIM", "bits");
    const packed = decodeBase64Url(lst);
    return packed === undefined ? refuse("ATT_MALFORMED", "lst") : ok({ uri, iat, exp, seq, bits, packed });
}

function checkOrder(
    offered: StatusPin,
    pinned: StatusPin | undefined,
    floorSeq: number,
    { uri, token }: { uri: string; token: string },
): Result<void, StatusListRefusal> {
    if (offered.seq < floorSeq) return refuse("ATT_STATUS_ROLLBACK");
    if (pinned === undefined) return ok();
    if (offered.seq === pinned.seq && offered.digest !== pinned.digest) {
        const evidence = { uri, seq: offered.seq, pinned: pinned.digest, token };
        return err({ kind: "refused", code: "ATT_STATUS_EQUIVOCATION", evidence });
    }
    return offered.seq < pinned.seq || offered.iat < pinned.iat ? refuse("ATT_STATUS_ROLLBACK") : ok();
}
