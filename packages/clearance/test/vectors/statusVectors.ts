import { encodeBase64Url, type StatusPin } from "../../src/index.ts";
import { deflate } from "../../src/status/deflate.ts";
import { digestOf, resign, signJson } from "../forge.ts";
import { communityTrust, statusToken } from "../trust.ts";
import { bundleWire, MFA, MOD, NOW_S, signedBundle, type TestAgency, testAgency } from "../world.ts";

/** A status list and what taking it must end with, given what is remembered of its uri. */
export interface StatusVector {
    readonly name: string;
    readonly clause: string;
    readonly expect: "ok" | string;
    readonly token: string;
    readonly pin?: StatusPin;
    readonly nowS?: number;
}

type Change = (payload: Record<string, unknown>) => object;
interface StatusCase {
    readonly name: string;
    readonly clause?: string;
    readonly expect: string;
    readonly token: string | Promise<string>;
    readonly pin?: StatusPin;
}

const list = (lst: string, bits: number = 2) => ({ status_list: { bits, lst } });

async function formCases(mfa: TestAgency, mod: TestAgency): Promise<StatusCase[]> {
    const honest = await statusToken(mfa);
    const header = (change: Change) => resign(honest, mfa.statusKey, change);
    const payload = (change: Change) => resign(honest, mfa.statusKey, undefined, change);
    const packed = async (bytes: number) => encodeBase64Url(await deflate(new Uint8Array(bytes)));
    const [whole, bomb] = [await packed(16_384), await packed(262_144)];
    const decoded = await deflate(new Uint8Array(16_384));
    const trailing = encodeBase64Url(Uint8Array.from([...decoded, 0]));
    return [
        { name: "an honest list", expect: "ok", token: honest },
        { name: "a list of one bit an entry", expect: "ok", token: payload((p) => ({ ...p, ...list(whole, 1) })) },
        { name: "exactly 64 KiB inflated", expect: "ok", token: payload((p) => ({ ...p, ...list(bombAtLimit) })) },
        { name: "a bomb: 256 KiB inflated", expect: "ATT_STATUS_SIZE", token: payload((p) => ({ ...p, ...list(bomb) })) },
        { name: "four bits an entry", expect: "ATT_CLAIM", token: payload((p) => ({ ...p, ...list(whole, 4) })) },
        { name: "no list inside", expect: "ATT_CLAIM", token: payload((p) => ({ ...p, status_list: null })) },
        {
            name: "an unknown member of the list",
            expect: "ATT_CLAIM",
            token: payload((p) => ({ ...p, status_list: { bits: 2, lst: whole, aggregation_uri: "x" } })),
        },
        { name: "not ZLIB", expect: "ATT_MALFORMED", token: payload((p) => ({ ...p, ...list("AAAA") })) },
        { name: "bytes after the ZLIB stream", expect: "ATT_MALFORMED", token: payload((p) => ({ ...p, ...list(trailing) })) },
        { name: "lst with padding", expect: "ATT_MALFORMED", token: payload((p) => ({ ...p, ...list(`${whole}=`) })) },
        { name: "not a token", expect: "ATT_MALFORMED", token: "a.b" },
        { name: "typ JWT", expect: "ATT_STATUS_TYP", token: header((h) => ({ ...h, typ: "JWT" })) },
        { name: "a delegation as a status list", expect: "ATT_STATUS_TYP", token: mfa.delegation },
        { name: "header member crit", expect: "ATT_HEADER", token: header((h) => ({ ...h, crit: ["exp"] })) },
        { name: "signed with the root key", expect: "ATT_STATUS_KEY", token: resign(honest, mfa.root, (h) => ({ ...h, kid: "root" })) },
        { name: "algorithm none", expect: "ATT_ALG", token: header((h) => ({ ...h, alg: "none" })) },
        { name: "signed with another key under this kid", expect: "ATT_STATUS_SIG", token: resign(honest, mod.statusKey) },
        { name: "uri swapped", expect: "ATT_STATUS_URI", token: payload((p) => ({ ...p, sub: "urn:valise:sl:mod:1" })) },
        { name: "agency swapped", expect: "ATT_STATUS_ISS", token: payload((p) => ({ ...p, iss: MOD })) },
        { name: "no exp", expect: "ATT_CLAIM", token: payload(({ exp: _exp, ...p }) => p) },
        { name: "no seq", expect: "ATT_CLAIM", token: payload(({ seq: _seq, ...p }) => p) },
        { name: "seq as a string", expect: "ATT_CLAIM", token: payload((p) => ({ ...p, seq: "10" })) },
        { name: "an unknown claim", expect: "ATT_CLAIM", token: payload((p) => ({ ...p, aggregation_uri: "x" })) },
        {
            name: "a member twice",
            expect: "ATT_MALFORMED",
            token: signJson('{"alg":"Ed25519","typ":"statuslist+jwt","alg":"Ed25519"}', "{}", mfa.statusKey),
        },
        { name: "issued in the future", expect: "ATT_STATUS_TIME", token: statusToken(mfa, { issuedAtS: NOW_S + 121 }) },
        { name: "stale", expect: "ATT_STATUS_STALE", token: statusToken(mfa, { issuedAtS: NOW_S - 900, expiresAtS: NOW_S - 1 }) },
    ];
}

/** 65,536 zero bytes, deflated: the most that may inflate. */
const bombAtLimit = encodeBase64Url(await deflate(new Uint8Array(65_536)));

async function orderCases(mfa: TestAgency): Promise<StatusCase[]> {
    const token = await statusToken(mfa);
    const clause = "6.4";
    const pin = { iat: NOW_S - 600, seq: 10, digest: await digestOf(token) };
    const other = { ...pin, digest: await digestOf("another list") };
    return [
        { name: "the same list again", clause, expect: "ok", token, pin },
        { name: "the next list", clause, expect: "ok", token, pin: { ...other, seq: 9, iat: pin.iat - 900 } },
        { name: "rolled back by seq", clause, expect: "ATT_STATUS_ROLLBACK", token, pin: { ...other, seq: 11 } },
        { name: "rolled back by iat under a higher seq", clause, expect: "ATT_STATUS_ROLLBACK", token, pin: { ...other, seq: 9, iat: pin.iat + 1 } },
        { name: "two lists under one seq", clause, expect: "ATT_STATUS_EQUIVOCATION", token, pin: other },
        { name: "below the bundle's floor, nothing remembered", clause, expect: "ATT_STATUS_ROLLBACK", token: statusToken(mfa, { seq: 2 }) },
    ];
}

export async function statusVectors() {
    const [mfa, mod] = [await testAgency(MFA, "mfa.example"), await testAgency(MOD, "mod.example")];
    const cases = [...(await formCases(mfa, mod)), ...(await orderCases(mfa))];
    const vectors: StatusVector[] = [];
    for (const { clause = "6.3", token, ...rest } of cases) vectors.push({ clause, ...rest, token: await token });
    const { keys, ...trust } = await communityTrust();
    return {
        about: "Status list tokens and what taking each must end with (SPEC 6). `pin`: what is remembered of the uri.",
        nowS: NOW_S,
        trust: { ...trust, keys: [...keys] },
        bundle: await signedBundle(await bundleWire([mfa, mod])),
        vectors,
    };
}

export type StatusVectorFile = Awaited<ReturnType<typeof statusVectors>>;
