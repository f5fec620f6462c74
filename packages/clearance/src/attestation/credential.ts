import { ok, type Result } from "@valise/base";
import { decodeBase64Url } from "../encoding/base64url.ts";
import { parseCompactJws } from "../encoding/jws.ts";
import { memberOf, parseStrictJson } from "../encoding/strictJson.ts";
import { decodeUtf8 } from "../encoding/text.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { type ClaimName, isClaimName } from "./claimNames.ts";
import { parseStatusRef, parseValidity } from "./parseClaims.ts";
import type { StatusRef } from "./wire.ts";

/** One's own clearance as the officer handed it over. Read for showing and presenting; trusting it takes verification. */
export interface Credential {
    readonly issuerJws: string;
    readonly agency: string;
    readonly userId: string;
    readonly masterKey: string;
    readonly pol: string;
    readonly issuedAtS: number;
    readonly expiresAtS: number;
    readonly status: StatusRef;
    /** Disclosure text by claim name, in the issuer's order. */
    readonly disclosures: ReadonlyMap<ClaimName, string>;
}

function nameIn(disclosure: string): ClaimName | undefined {
    const bytes = decodeBase64Url(disclosure);
    const json = bytes === undefined ? undefined : decodeUtf8(bytes);
    const value = json === undefined ? undefined : parseStrictJson(json);
    const name = Array.isArray(value) ? value[1] : undefined;
    return isClaimName(name) ? name : undefined;
}

/** Reads the text that `issueAttestation` made (SPEC 3.5). `ATT_MALFORMED` for anything else. */
export function parseCredential(text: string): Result<Credential, Refusal> {
    const [issuerJws = "", ...rest] = text.split("~");
    const jws = parseCompactJws(issuerJws);
    if (jws === undefined || rest.pop() !== "") return refuse("ATT_MALFORMED");
    const { payload } = jws;
    const texts = ["iss", "sub", "mxk", "pol"].map((name) => memberOf(payload, name));
    const [agency, userId, masterKey, pol] = texts;
    const validity = parseValidity(payload);
    const status = parseStatusRef(memberOf(payload, "status"));
    if (typeof agency !== "string" || typeof userId !== "string") return refuse("ATT_MALFORMED");
    if (typeof masterKey !== "string" || typeof pol !== "string") return refuse("ATT_MALFORMED");
    if (validity === undefined || status === undefined) return refuse("ATT_MALFORMED");
    const disclosures = new Map<ClaimName, string>();
    for (const disclosure of rest) {
        const name = nameIn(disclosure);
        if (name === undefined || disclosures.has(name)) return refuse("ATT_MALFORMED", "disclosure");
        disclosures.set(name, disclosure);
    }
    const { iat: issuedAtS, exp: expiresAtS } = validity;
    return ok({ issuerJws, agency, userId, masterKey, pol, issuedAtS, expiresAtS, status, disclosures });
}
