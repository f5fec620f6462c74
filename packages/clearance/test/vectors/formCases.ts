import { encodeBase64Url } from "../../src/index.ts";
import { forge, openJws, resign, signAny } from "../forge.ts";
import { statusToken } from "../trust.ts";
import type { PresentationCase } from "./PresentationCase.ts";

const parts = (jws: string): [string, string, string] => {
    const [header = "", payload = "", signature = ""] = jws.split(".");
    return [header, payload, signature];
};

/** The last character of a 43- or 86-character text has unused bits; setting one keeps the bytes and changes the text. */
const looseTail = (text: string): string => {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return text.slice(0, -1) + alphabet.charAt(alphabet.indexOf(text.slice(-1)) + 1);
};

const withHeader = (name: string, value: unknown) => (header: Record<string, unknown>) => ({ ...header, [name]: value });

/** Steps 1 to 4: size, encoding, types, headers. */
export const formCases: readonly PresentationCase[] = [
    {
        name: "no key binding after the last tilde",
        clause: "5.1",
        expect: "ATT_KB_MISSING",
        make: ({ anna, mfa }) => forge(anna, mfa, { text: (text) => text.slice(0, text.lastIndexOf("~") + 1) }),
    },
    {
        name: "an attestation alone, without any tilde",
        clause: "5.1",
        expect: "ATT_KB_MISSING",
        make: async ({ anna }) => anna.credential.issuerJws,
    },
    {
        name: "33 disclosures",
        clause: "5.1",
        expect: "ATT_SIZE",
        make: ({ anna, mfa }) => forge(anna, mfa, { disclosures: () => Array.from({ length: 33 }, (_, i) => `x${i}`) }),
    },
    {
        name: "base64url with padding",
        clause: "5.1",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) => forge(anna, mfa, { issuerJws: (jws) => `${jws}=` }),
    },
    {
        name: "a space in the text",
        clause: "5.1",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) => forge(anna, mfa, { text: (text) => `${text} ` }),
    },
    {
        name: "non-canonical tail bits in the attestation's signature",
        clause: "5.2",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) => forge(anna, mfa, { issuerJws: looseTail }),
    },
    {
        name: "non-canonical tail bits in the key binding's signature",
        clause: "5.14",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) => forge(anna, mfa, { text: looseTail }),
    },
    {
        name: "four parts instead of three",
        clause: "5.2",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) => forge(anna, mfa, { issuerJws: (jws) => `${jws}.AA` }),
    },
    {
        name: "duplicate member sub",
        clause: "5.2",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) =>
            forge(anna, mfa, { payloadJson: (json) => json.replace('{"iss"', '{"sub":"@eve:mfa.example","iss"') }),
    },
    {
        name: "duplicate member sub, once escaped",
        clause: "5.2",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) =>
            forge(anna, mfa, { payloadJson: (json) => json.replace('{"iss"', '{"\\u0073ub":"@eve:mfa.example","iss"') }),
    },
    {
        name: "member __proto__",
        clause: "5.2",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) => forge(anna, mfa, { payloadJson: (json) => json.replace('{"iss"', '{"__proto__":{},"iss"') }),
    },
    {
        name: "nine levels of nesting",
        clause: "5.2",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) => forge(anna, mfa, { payload: (payload) => ({ ...payload, deep: [[[[[[[[1]]]]]]]] }) }),
    },
    {
        name: "payload that is not UTF-8",
        clause: "5.2",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) =>
            forge(anna, mfa, {
                issuerJws: (jws) => {
                    const [header, , signature] = parts(jws);
                    return `${header}.${encodeBase64Url(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d))}.${signature}`;
                },
            }),
    },
    {
        name: "payload with a byte order mark",
        clause: "5.2",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) => forge(anna, mfa, { payloadJson: (json) => `\ufeff${json}` }),
    },
    {
        name: "payload that is an array",
        clause: "5.2",
        expect: "ATT_MALFORMED",
        make: ({ anna, mfa }) => forge(anna, mfa, { payloadJson: (json) => `[${json}]` }),
    },
    {
        name: "delegation used as attestation",
        clause: "5.3",
        expect: "ATT_TYP",
        make: ({ anna, mfa }) => forge(anna, mfa, { issuerJws: () => mfa.delegation }),
    },
    {
        name: "status list used as attestation",
        clause: "5.3",
        expect: "ATT_TYP",
        make: async ({ anna, mfa }) => {
            const token = await statusToken(mfa);
            return forge(anna, mfa, { issuerJws: () => token });
        },
    },
    {
        name: "typ JWT",
        clause: "5.3",
        expect: "ATT_TYP",
        make: ({ anna, mfa }) => forge(anna, mfa, { header: withHeader("typ", "JWT") }),
    },
    ...["crit", "jwk", "jku", "x5u", "x5c", "b64"].map(
        (name): PresentationCase => ({
            name: `header member ${name}`,
            clause: "5.3",
            expect: "ATT_HEADER",
            make: ({ anna, mfa }) =>
                forge(anna, mfa, { header: withHeader(name, name === "jwk" ? mfa.officer.jwk : ["exp"]) }),
        }),
    ),
    {
        name: "another vct",
        clause: "5.4",
        expect: "ATT_VCT",
        make: ({ anna, mfa }) => forge(anna, mfa, { payload: (payload) => ({ ...payload, vct: "urn:valise:clearance:2" }) }),
    },
    {
        name: "agency not in the bundle",
        clause: "5.4",
        expect: "ATT_ISSUER_UNKNOWN",
        make: ({ anna, mfa }) => forge(anna, mfa, { payload: (payload) => ({ ...payload, iss: "urn:valise:agency:mfa2" }) }),
    },
    {
        name: "agency named like an inherited member",
        clause: "5.4",
        expect: "ATT_ISSUER_UNKNOWN",
        make: ({ anna, mfa }) => forge(anna, mfa, { payload: (payload) => ({ ...payload, iss: "constructor" }) }),
    },
    ...[[], "twice", 7, [7]].map(
        (och): PresentationCase => ({
            name: `och is ${JSON.stringify(och)}`,
            clause: "5.4",
            expect: "ATT_CHAIN",
            make: ({ anna, mfa }) =>
                forge(anna, mfa, { header: withHeader("och", och === "twice" ? [mfa.delegation, mfa.delegation] : och) }),
        }),
    ),
    {
        name: "no och",
        clause: "5.4",
        expect: "ATT_CHAIN",
        make: ({ anna, mfa }) => forge(anna, mfa, { header: ({ alg, typ, kid }) => ({ alg, typ, kid }) }),
    },
    {
        name: "attestation used as delegation",
        clause: "5.5",
        expect: "ATT_TYP",
        make: ({ anna, mfa }) => forge(anna, mfa, { delegation: anna.credential.issuerJws }),
    },
    {
        name: "delegation with crit",
        clause: "5.5",
        expect: "ATT_HEADER",
        make: async ({ anna, mfa }) =>
            forge(anna, mfa, { delegation: await resign(mfa.delegation, mfa.root, withHeader("crit", ["exp"])) }),
    },
    {
        name: "delegation of two parts",
        clause: "5.5",
        expect: "ATT_MALFORMED",
        make: async ({ anna, mfa }) => forge(anna, mfa, { delegation: `${parts(mfa.delegation)[0]}.e30` }),
    },
    {
        name: "algorithm none over a valid signature",
        clause: "5.8",
        expect: "ATT_ALG",
        make: ({ anna, mfa }) => forge(anna, mfa, { header: withHeader("alg", "none") }),
    },
    ...["HS256", "EdDSA", "ES256", "ed25519"].map(
        (alg): PresentationCase => ({
            name: `algorithm ${alg} over a valid Ed25519 signature`,
            clause: "5.8",
            expect: "ATT_ALG",
            make: ({ anna, mfa }) => forge(anna, mfa, { header: withHeader("alg", alg) }),
        }),
    ),
    {
        name: "no algorithm",
        clause: "5.8",
        expect: "ATT_ALG",
        make: ({ anna, mfa }) => forge(anna, mfa, { header: ({ typ, kid, och }) => ({ typ, kid, och }) }),
    },
    {
        name: "algorithm none in the delegation",
        clause: "5.6",
        expect: "ATT_ALG",
        make: async ({ anna, mfa }) => {
            const { header, payload } = openJws(mfa.delegation);
            return forge(anna, mfa, { delegation: await signAny({ ...header, alg: "none" }, payload, mfa.root) });
        },
    },
    {
        name: "an empty signature",
        clause: "5.8",
        expect: "ATT_SIG",
        make: ({ anna, mfa }) => forge(anna, mfa, { issuerJws: (jws) => parts(jws).slice(0, 2).join(".").concat(".") }),
    },
    {
        name: "a 63-byte signature",
        clause: "5.8",
        expect: "ATT_SIG",
        make: ({ anna, mfa }) => forge(anna, mfa, { issuerJws: (jws) => jws.slice(0, -2) }),
    },
];
