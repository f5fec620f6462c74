import { encodeBase64Url, toMatrixBase64 } from "../../src/index.ts";
import { SMALL_ORDER_ENCODINGS } from "../../src/crypto/smallOrder.ts";
import { utf8 } from "../../src/encoding/text.ts";
import { attestDisclosures, disclosureOf, forge } from "../forge.ts";
import { testSigner } from "../keys.ts";
import { holderKey, NOW_S } from "../world.ts";
import type { PresentationCase } from "./PresentationCase.ts";
import type { PresentationWorld } from "./presentationWorld.ts";

const SALT = "AAAAAAAAAAAAAAAAAAAAAA";
const raw = (json: string): string => encodeBase64Url(utf8(json));
const hexBytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Anna's presentation with a changed attestation payload, signed by her true officer. */
const attesting =
    (change: (payload: Record<string, unknown>) => object) =>
    ({ anna, mfa }: PresentationWorld): Promise<string> =>
        forge(anna, mfa, { payload: change });

/** Disclosures that a corrupt officer attested, and only those. */
const disclosing =
    (...disclosures: string[]) =>
    async ({ anna, mfa }: PresentationWorld): Promise<string> =>
        forge(anna, mfa, { payload: await attestDisclosures(disclosures), disclosures: () => disclosures });

const digests = (payload: Record<string, unknown>): string[] => (payload.clr as { _sd: string[] })._sd;

const badPayloads: readonly [string, string, (payload: Record<string, unknown>) => object][] = [
    ["exp as a string", "ATT_CLAIM", (p) => ({ ...p, exp: String(p.exp) })],
    ["exp as a fraction", "ATT_CLAIM", (p) => ({ ...p, exp: Number(p.exp) + 0.5 })],
    ["exp negative", "ATT_CLAIM", (p) => ({ ...p, exp: -1 })],
    ["no nbf", "ATT_CLAIM", ({ nbf: _nbf, ...p }) => p],
    ["an unknown claim", "ATT_CLAIM", (p) => ({ ...p, lvl: "S" })],
    ["no mxk", "ATT_CLAIM", ({ mxk: _mxk, ...p }) => p],
    ["sub as a number", "ATT_CLAIM", (p) => ({ ...p, sub: 1 })],
    ["mxk as a list", "ATT_CLAIM", (p) => ({ ...p, mxk: [p.mxk] })],
    ["pol as a list", "ATT_CLAIM", (p) => ({ ...p, pol: [p.pol] })],
    ["a claim beside _sd", "ATT_CLAIM", (p) => ({ ...p, clr: { _sd: digests(p), "lvl:S": true } })],
    ["_sd_alg nested in clr", "ATT_CLAIM", (p) => ({ ...p, clr: { _sd: digests(p), _sd_alg: "sha-256" } })],
    ["23 digests", "ATT_CLAIM", (p) => ({ ...p, clr: { _sd: digests(p).slice(1) } })],
    ["a digest of 42 characters", "ATT_CLAIM", (p) => ({ ...p, clr: { _sd: digests(p).map((d, i) => (i === 3 ? d.slice(1) : d)) } })],
    ["a digest twice", "ATT_SD_DUP_DIGEST", (p) => ({ ...p, clr: { _sd: digests(p).map((d, i, all) => (i === 1 ? all[0] : d)) } })],
    ["_sd_alg sha-512", "ATT_SD_ALG", (p) => ({ ...p, _sd_alg: "sha-512" })],
    ["no _sd_alg", "ATT_SD_ALG", ({ _sd_alg: _alg, ...p }) => p],
    ["status index as a string", "ATT_CLAIM", (p) => ({ ...p, status: { status_list: { idx: "4242", uri: "urn:valise:sl:mfa:1" } } })],
    ["status in another agency's list", "ATT_CLAIM", (p) => ({ ...p, status: { status_list: { idx: 1, uri: "urn:valise:sl:mod:1" } } })],
    ["status index outside the list", "ATT_STATUS_RANGE", (p) => ({ ...p, status: { status_list: { idx: 65_536, uri: "urn:valise:sl:mfa:1" } } })],
];

const badDisclosures: readonly [string, string, string][] = [
    ["of two elements", "ATT_SD_SHAPE", raw(`["${SALT}","lvl:DR"]`)],
    ["of four elements", "ATT_SD_SHAPE", raw(`["${SALT}","lvl:DR",true,true]`)],
    ["that is an object", "ATT_SD_SHAPE", raw(`{"salt":"${SALT}","name":"lvl:DR","value":true}`)],
    ["with a salt of 21 characters", "ATT_SD_SHAPE", disclosureOf(SALT.slice(1), "lvl:DR")],
    ["that is not base64url", "ATT_MALFORMED", "A"],
    ["with a member twice", "ATT_MALFORMED", raw(`["${SALT}","lvl:DR",{"a":1,"a":1}]`)],
    ["named _sd", "ATT_SD_CLAIM", disclosureOf(SALT, "_sd")],
    ["named __proto__", "ATT_SD_CLAIM", disclosureOf(SALT, "__proto__")],
    ["named exp", "ATT_SD_CLAIM", disclosureOf(SALT, "exp", NOW_S + 9e6)],
    ["named in lower case", "ATT_SD_CLAIM", disclosureOf(SALT, "lvl:dr")],
    ["with a homoglyph", "ATT_SD_CLAIM", disclosureOf(SALT, "lvl:\u0405")],
    ["with value false", "ATT_SD_CLAIM", disclosureOf(SALT, "lvl:DR", false)],
    ["with value 1", "ATT_SD_CLAIM", disclosureOf(SALT, "lvl:DR", 1)],
    ["of a level the policy does not have", "ATT_SD_CLAIM", disclosureOf(SALT, "lvl:XX")],
    ["of a level above the grant", "ATT_GRANT_LEVEL", disclosureOf(SALT, "lvl:TS")],
    ["of a category not granted", "ATT_GRANT_CLAIM", disclosureOf(SALT, "cat:REL.USA")],
    ["of a role not granted", "ATT_GRANT_CLAIM", disclosureOf(SALT, "role:WATCH.OPS")],
];

/** A holder whose attested master key is `x`: what an officer could be tricked or bribed into signing. */
const holdingKey =
    (x: string) =>
    ({ anna, mfa }: PresentationWorld): Promise<string> =>
        forge(anna, mfa, {
            payload: (payload) => ({ ...payload, mxk: toMatrixBase64(x), cnf: { jwk: { kty: "OKP", crv: "Ed25519", x } } }),
        });

/** Steps 10 to 12: claims, disclosures, person. */
export const claimCases: readonly PresentationCase[] = [
    ...badPayloads.map(([name, expect, change]): PresentationCase => {
        const clause = expect.startsWith("ATT_STATUS") || name.startsWith("status in") ? "5.17" : "5.10";
        return { name: `attestation: ${name}`, clause, expect, make: attesting(change) };
    }),
    {
        name: "exp hidden in a disclosure",
        clause: "5.9",
        expect: "ATT_CLAIM",
        make: async ({ anna, mfa }) => {
            const hidden = disclosureOf(SALT, "exp", NOW_S + 9_000_000);
            const attest = await attestDisclosures([hidden]);
            return forge(anna, mfa, {
                payload: ({ exp: _exp, ...payload }) => attest(payload),
                disclosures: (shown) => [...shown, hidden],
            });
        },
    },
    ...badDisclosures.map(
        ([name, expect, disclosure]): PresentationCase => ({
            name: `disclosure ${name}`,
            clause: expect.startsWith("ATT_GRANT") || name.includes("policy") ? "5.13" : "5.11",
            expect,
            make: disclosing(disclosure),
        }),
    ),
    {
        name: "two disclosures of one name",
        clause: "5.11",
        expect: "ATT_SD_DUP_CLAIM",
        make: disclosing(disclosureOf(SALT, "lvl:DR"), disclosureOf(`${SALT}B`, "lvl:DR")),
    },
    {
        name: "one disclosure twice",
        clause: "5.11",
        expect: "ATT_SD_DUP_DISCLOSURE",
        make: ({ anna, mfa }) => forge(anna, mfa, { disclosures: (shown) => [...shown, ...shown] }),
    },
    {
        name: "DR edited to S, same salt",
        clause: "5.11",
        expect: "ATT_SD_UNREFERENCED",
        gate: "secret",
        make: ({ anna, mfa, gates }) =>
            forge(anna, mfa, {
                gate: gates.secret ?? "",
                disclosures: ([dr = ""]) => [disclosureOf(String(JSON.parse(atob(dr.replaceAll("-", "+").replaceAll("_", "/")))[0]), "lvl:S")],
            }),
    },
    {
        name: "disclosure of another person",
        clause: "5.11",
        expect: "ATT_SD_UNREFERENCED",
        make: ({ anna, mfa, bob }) => forge(anna, mfa, { disclosures: () => [bob.credential.disclosures.get("lvl:DR") ?? ""] }),
    },
    {
        name: "another person's attestation",
        clause: "5.12",
        expect: "ATT_SUBJECT",
        sender: { userId: "@eve:mfa.example" },
        make: ({ anna, mfa }) => forge(anna, mfa),
    },
    {
        name: "identity reset: the master key differs",
        clause: "5.12",
        expect: "ATT_MXK",
        sender: { masterKey: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
        make: ({ anna, mfa }) => forge(anna, mfa),
    },
    {
        name: "a subject that is no user id",
        clause: "5.12",
        expect: "ATT_SUBJECT",
        sender: { userId: "anna:mfa.example" },
        make: attesting((payload) => ({ ...payload, sub: "anna:mfa.example" })),
    },
    {
        name: "server not the agency's",
        clause: "5.12",
        expect: "ATT_SERVER",
        bundle: "agency without server",
        make: ({ anna, mfa }) => forge(anna, mfa),
    },
    {
        name: "server with the agency's as its beginning",
        clause: "5.12",
        expect: "ATT_SERVER",
        sender: { userId: "@anna:mfa.example.evil.example" },
        make: attesting((payload) => ({ ...payload, sub: "@anna:mfa.example.evil.example" })),
    },
    ...SMALL_ORDER_ENCODINGS.map((hex, index): PresentationCase => {
        const x = encodeBase64Url(hexBytes(hex));
        const sender = { masterKey: toMatrixBase64(x) };
        return { name: `holder key of small order, encoding ${index + 1}`, clause: "3.3", expect: "ATT_KEY", sender, make: holdingKey(x) };
    }),
    {
        name: "holder key with y above the field's prime",
        clause: "3.3",
        expect: "ATT_KEY",
        sender: { masterKey: toMatrixBase64(encodeBase64Url(hexBytes(`f0${"ff".repeat(30)}7f`))) },
        make: holdingKey(encodeBase64Url(hexBytes(`f0${"ff".repeat(30)}7f`))),
    },
    {
        name: "holder key of type EC",
        clause: "5.14",
        expect: "ATT_KEY",
        make: async ({ anna, mfa }) => {
            const { jwk } = await testSigner("holder with P-256", "ES256");
            return forge(anna, mfa, { payload: (payload) => ({ ...payload, cnf: { jwk } }) });
        },
    },
    {
        name: "holder key with a private part",
        clause: "5.14",
        expect: "ATT_KEY",
        make: attesting((payload) => ({ ...payload, cnf: { jwk: { ...(payload.cnf as { jwk: object }).jwk, d: "AA" } } })),
    },
    {
        name: "holder key is not the master key",
        clause: "5.15",
        expect: "ATT_MXK",
        make: async ({ anna, mfa }) => {
            const other = await holderKey("device key");
            const x = other.masterKey.replaceAll("+", "-").replaceAll("/", "_");
            const jwk = { kty: "OKP", crv: "Ed25519", x };
            return forge(anna, mfa, { payload: (payload) => ({ ...payload, cnf: { jwk } }), kbSign: other.sign });
        },
    },
];
