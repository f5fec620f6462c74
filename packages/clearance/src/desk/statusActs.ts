import { ok, type Result } from "@valise/base";
import type { Officer } from "../attestation/issueAttestation.ts";
import { SKEW_S } from "../attestation/wire.ts";
import { algOf, thumbprintOf } from "../crypto/jwk.ts";
import { parseCompactJws, signCompactJws } from "../encoding/jws.ts";
import { hasMembers, isInteger, memberOf } from "../encoding/strictJson.ts";
import { utf8 } from "../encoding/text.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { STATUS_SLOTS } from "../status/statusBits.ts";
import { checkSignature } from "../verify/signature.ts";
import type { TrustContext } from "../verify/TrustContext.ts";
import { verifyDelegation } from "../verify/verifyDelegation.ts";
import type { Register, RegisterEntry, RegisterEvent } from "./Register.ts";
import { statusesOf } from "./statusesOf.ts";

const ACTS_TYP = "valise-acts+jwt";
const MAX_ACTS_CHARS = 60_000;
const KINDS = ["reinstated", "revoked", "suspended"] as const;

/**
 * What an officer said of status, signed with the officer's own key, for a status service elsewhere (SPEC 12.8). Cumulative:
 * the last word on each index, so that the newest token alone is enough. `sinceS` leaves out what a list carries since.
 */
export async function signStatusActs(
    register: Register,
    {
        uri,
        agency,
        nowS,
        sinceS,
    }: { readonly uri: string; readonly agency: string; readonly nowS: number; readonly sinceS: number },
    { signer, delegation }: Officer,
    context: Pick<TrustContext, "crypto">,
): Promise<string> {
    const said = [...(statusesOf(register).get(uri) ?? [])].filter(([, { atS }]) => atS >= sinceS);
    const kid = await thumbprintOf(context.crypto, signer.jwk);
    const header = { alg: algOf(signer.jwk), typ: ACTS_TYP, kid, och: [delegation] };
    const acts = said.map(([idx, { value, atS }]) => [idx, value, atS]);
    return signCompactJws(header, { iss: agency, uri, iat: nowS, acts }, (input) => signer.sign(utf8(input)));
}

/**
 * Reads acts as a register that holds nothing else, for `nextStatusList`. Signed by an officer whose delegation stands now
 * (SPEC 5.4 to 5.8), about a list of that agency, not dated ahead. Whether the officer has been revoked, the caller's lists say.
 */
export async function readStatusActs(token: unknown, context: TrustContext): Promise<Result<Register, Refusal>> {
    if (typeof token !== "string") return refuse("ATT_MALFORMED");
    if (token.length > MAX_ACTS_CHARS) return refuse("ATT_SIZE");
    const jws = parseCompactJws(token);
    if (jws === undefined) return refuse("ATT_MALFORMED");
    if (memberOf(jws.header, "typ") !== ACTS_TYP) return refuse("ATT_TYP");
    if (!hasMembers(jws.header, ["alg", "typ", "kid", "och"])) return refuse("ATT_HEADER");
    const { iss, uri, iat, acts } = jws.payload;
    const agency = typeof iss === "string" ? context.bundle.agencies.get(iss) : undefined;
    if (agency === undefined) return refuse("ATT_ISSUER_UNKNOWN");
    const { och } = jws.header;
    const [delegation] = Array.isArray(och) && och.length === 1 ? och : [];
    if (typeof delegation !== "string") return refuse("ATT_CHAIN");
    const officer = await verifyDelegation(delegation, agency, context.nowS, context);
    if (!officer.ok) return officer;
    const { officerKey, officerKid, status } = officer.value;
    if (jws.header.kid !== officerKid) return refuse("ATT_CHAIN_KID");
    const signed = await checkSignature(context.crypto, jws, officerKey, "ATT_SIG");
    if (!signed.ok) return signed;
    if (context.lists.get(status.uri)?.valueAt(status.idx) === 1) return refuse("ATT_REVOKED");
    if (!hasMembers(jws.payload, ["iss", "uri", "iat", "acts"]) || !isInteger(iat)) return refuse("ATT_CLAIM");
    if (typeof uri !== "string" || !agency.statusUris.has(uri)) return refuse("ATT_CLAIM", "uri");
    if (iat > context.nowS + SKEW_S) return refuse("ATT_NOT_YET");
    const entries = Array.isArray(acts) ? acts.map((act) => readAct(act, uri, officerKid, iat)) : [undefined];
    const read = entries.filter((entry) => entry !== undefined);
    return read.length === entries.length ? ok({ entries: read, digests: [] }) : refuse("ATT_CLAIM", "acts");
}

function readAct(act: unknown, uri: string, by: string, iat: number): RegisterEntry | undefined {
    const [idx, value, atS] = Array.isArray(act) && act.length === 3 ? (act as unknown[]) : [];
    const kind = KINDS[Number(value)];
    if (!isInteger(idx) || idx >= STATUS_SLOTS || !isInteger(value) || kind === undefined) return undefined;
    if (!isInteger(atS) || atS > iat) return undefined;
    const event: RegisterEvent = { kind, userId: "", uri, idx, reason: "" };
    return { seq: 0, prev: "", atS, by, event };
}
