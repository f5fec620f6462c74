import type { OfficerGrant } from "../../src/index.ts";
import { SMALL_ORDER_ENCODINGS } from "../../src/crypto/smallOrder.ts";
import { encodeBase64Url } from "../../src/index.ts";
import { forge, resign } from "../forge.ts";
import { testSigner } from "../keys.ts";
import { delegate, grantOf, NOW_S, POL, POL_EU, testHolder, MFA, testAgency } from "../world.ts";
import type { PresentationCase } from "./PresentationCase.ts";
import type { PresentationWorld } from "./presentationWorld.ts";

const DAY_S = 86_400;

/** Anna's presentation under a delegation whose payload a root changed. */
const underDelegation =
    (change: (payload: Record<string, unknown>) => object) =>
    async ({ anna, mfa }: PresentationWorld): Promise<string> =>
        forge(anna, mfa, { delegation: await resign(mfa.delegation, mfa.root, undefined, change) });

const withGrant = (change: Partial<Record<keyof OfficerGrant, unknown>>) =>
    underDelegation((payload) => ({ ...payload, grant: { ...grantOf("mfa.example"), ...change } }));

const hexBytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const officerKeys: readonly [string, (world: PresentationWorld) => object][] = [
    ["with a private part", ({ mfa }) => ({ ...mfa.officer.jwk, d: "AA" })],
    ["with a member kid", ({ mfa }) => ({ ...mfa.officer.jwk, kid: "x" })],
    ["of type RSA", () => ({ kty: "RSA", n: "AQAB", e: "AQAB" })],
    ["of 31 bytes", () => ({ kty: "OKP", crv: "Ed25519", x: encodeBase64Url(new Uint8Array(31)) })],
    ["of curve X25519", ({ mfa }) => ({ ...mfa.officer.jwk, crv: "X25519" })],
    ["of small order", () => ({ kty: "OKP", crv: "Ed25519", x: encodeBase64Url(hexBytes(SMALL_ORDER_ENCODINGS[2] ?? "")) })],
];

const badDelegations: readonly [string, string, string, (payload: Record<string, unknown>) => object][] = [
    ["delegation of another agency by this one's root", "5.7", "ATT_CHAIN_ISS", (p) => ({ ...p, iss: "urn:valise:agency:mod" })],
    ["delegation exp as a string", "5.7", "ATT_CLAIM", (p) => ({ ...p, exp: String(p.exp) })],
    ["delegation iat missing", "5.7", "ATT_CLAIM", ({ iat: _iat, ...p }) => p],
    ["delegation with an unknown claim", "5.7", "ATT_CLAIM", (p) => ({ ...p, act: "x" })],
    ["delegation without status", "5.7", "ATT_CLAIM", ({ status: _status, ...p }) => p],
    ["delegation of nobody", "5.7", "ATT_CLAIM", (p) => ({ ...p, sub: "" })],
    ["delegation with a status of another form", "5.7", "ATT_CLAIM", (p) => ({ ...p, status: { idx: 7, uri: "u" } })],
    ["delegation not valid yet", "5.7", "ATT_CHAIN_NOT_YET", (p) => ({ ...p, nbf: NOW_S + 121 })],
    ["delegation issued in the future", "5.7", "ATT_CHAIN_NOT_YET", (p) => ({ ...p, iat: NOW_S + 121 })],
    ["delegation expired", "5.7", "ATT_CHAIN_EXPIRED", (p) => ({ ...p, exp: NOW_S - 120 })],
    ["delegation of 367 days", "5.7", "ATT_TTL", (p) => ({ ...p, exp: Number(p.iat) + 367 * DAY_S })],
    ["attestation older than its delegation", "5.9", "ATT_CHAIN_WINDOW", (p) => ({ ...p, iat: NOW_S - DAY_S, nbf: NOW_S - DAY_S })],
    ["officer's status in another agency's list", "5.17", "ATT_CLAIM", (p) => ({ ...p, status: { status_list: { idx: 7, uri: "urn:valise:sl:mod:1" } } })],
];

/** Steps 5 to 9: root, delegation, officer key, attestation signature and times. */
export const chainCases: readonly PresentationCase[] = [
    {
        name: "ES256 root and officer",
        clause: "5.6",
        expect: "ok",
        bundle: "ES256 agency",
        make: async () => {
            const agency = await testAgency(MFA, "mfa.example", "ES256");
            return forge(await testHolder("anna", agency), agency);
        },
    },
    {
        name: "delegation signed by the officer itself",
        clause: "5.6",
        expect: "ATT_CHAIN_SIG",
        make: async ({ anna, mfa }) => forge(anna, mfa, { delegation: await resign(mfa.delegation, mfa.officer) }),
    },
    {
        name: "delegation that names the officer's key as its root",
        clause: "5.5",
        expect: "ATT_ROOT_UNKNOWN",
        make: async ({ anna, mfa }) => {
            const { kid } = { kid: "6WQ8aGFv1dTPLVSYHJGvSkN5-sGEhSEh7tYEJ5XmQ2U" };
            return forge(anna, mfa, { delegation: await resign(mfa.delegation, mfa.officer, (header) => ({ ...header, kid })) });
        },
    },
    {
        name: "delegation by another agency's root",
        clause: "5.5",
        expect: "ATT_ROOT_UNKNOWN",
        make: async ({ anna, mfa, mod }) =>
            forge(anna, mfa, { delegation: await delegate({ ...mod, id: MFA, server: "mfa.example" }, mfa.officer.jwk) }),
    },
    ...officerKeys.map(
        ([what, jwk]): PresentationCase => ({
            name: `officer key ${what}`,
            clause: "5.7",
            expect: "ATT_KEY",
            make: (world) => underDelegation((payload) => ({ ...payload, cnf: { jwk: jwk(world) } }))(world),
        }),
    ),
    ...badDelegations.map(
        ([name, clause, expect, change]): PresentationCase => ({ name, clause, expect, make: underDelegation(change) }),
    ),
    { name: "grant for two policies", clause: "5.7", expect: "ATT_CLAIM", make: withGrant({ pol: [POL, POL_EU] }) },
    { name: "grant for no policy", clause: "5.7", expect: "ATT_CLAIM", make: withGrant({ pol: [] }) },
    { name: "grant level as a string", clause: "5.7", expect: "ATT_CLAIM", make: withGrant({ maxLvl: "2" }) },
    { name: "grant for another policy", clause: "5.13", expect: "ATT_POLICY", make: withGrant({ pol: [POL_EU] }) },
    { name: "grant without the level", clause: "5.13", expect: "ATT_GRANT_LEVEL", make: withGrant({ maxLvl: 0 }) },
    { name: "grant without the server", clause: "5.12", expect: "ATT_SERVER", make: withGrant({ hs: ["mod.example"] }) },
    { name: "attestation longer than the grant", clause: "5.9", expect: "ATT_TTL", make: withGrant({ maxTtl: 61 * DAY_S }) },
    { name: "root expired", clause: "5.7", expect: "ATT_ROOT_EXPIRED", bundle: "root expired", make: ({ anna, mfa }) => forge(anna, mfa) },
    {
        name: "root not valid yet",
        clause: "5.7",
        expect: "ATT_ROOT_EXPIRED",
        bundle: "root not yet valid",
        make: ({ anna, mfa }) => forge(anna, mfa),
    },
    {
        name: "attestation names another officer key",
        clause: "5.8",
        expect: "ATT_CHAIN_KID",
        make: ({ anna, mfa, mod }) => forge(anna, mfa, { header: (header) => ({ ...header, kid: mod.id }) }),
    },
    {
        name: "attestation signed by another officer",
        clause: "5.8",
        expect: "ATT_SIG",
        make: async ({ anna, mfa }) => forge(anna, mfa, { officer: await testSigner("rogue officer") }),
    },
    {
        name: "attestation issued in the future",
        clause: "5.9",
        expect: "ATT_NOT_YET",
        make: ({ anna, mfa }) => forge(anna, mfa, { payload: (payload) => ({ ...payload, nbf: NOW_S + 121 }) }),
    },
    {
        name: "attestation expired",
        clause: "5.9",
        expect: "ATT_EXPIRED",
        make: ({ anna, mfa }) => forge(anna, mfa, { payload: (payload) => ({ ...payload, exp: NOW_S - 120 }) }),
    },
    {
        name: "attestation expired within the skew",
        clause: "1.4",
        expect: "ok",
        make: ({ anna, mfa }) => forge(anna, mfa, { payload: (payload) => ({ ...payload, exp: NOW_S - 119 }) }),
    },
    {
        name: "cached delegation: root removed",
        clause: "5.20",
        expect: "ATT_ROOT_UNKNOWN",
        cachedUnder: {},
        bundle: "root removed",
        make: ({ anna, mfa }) => forge(anna, mfa),
    },
    {
        name: "cached delegation: officer expired",
        clause: "5.20",
        expect: "ATT_CHAIN_EXPIRED",
        cachedUnder: {},
        nowS: NOW_S + 6 * DAY_S,
        make: underDelegation((payload) => ({ ...payload, exp: NOW_S + 5 * DAY_S })),
    },
    {
        name: "cached delegation: officer revoked",
        clause: "5.20",
        expect: "ATT_REVOKED",
        cachedUnder: {},
        lists: "officer revoked",
        make: ({ anna, mfa }) => forge(anna, mfa),
    },
    {
        name: "cached presentation: attestation expired",
        clause: "5.20",
        expect: "ATT_EXPIRED",
        cachedUnder: {},
        nowS: NOW_S + 61 * DAY_S,
        bundle: "long-lived",
        make: ({ anna, mfa }) => forge(anna, mfa),
    },
    {
        name: "cached presentation: holder revoked",
        clause: "5.20",
        expect: "ATT_REVOKED",
        cachedUnder: {},
        lists: "holder revoked",
        make: ({ anna, mfa }) => forge(anna, mfa),
    },
    {
        name: "trust bundle expired",
        clause: "5.17",
        expect: "TRUST_EXPIRED",
        bundle: "expired",
        make: ({ anna, mfa }) => forge(anna, mfa),
    },
];

