import { type BundlePin, type BundleWire, encodeBase64Url, type SignedBundleWire } from "../../src/index.ts";
import { SMALL_ORDER_ENCODINGS } from "../../src/crypto/smallOrder.ts";
import { encodeObject, parseEncodedObject } from "../../src/encoding/jws.ts";
import { utf8 } from "../../src/encoding/text.ts";
import { digestOf } from "../forge.ts";
import { testSigner } from "../keys.ts";
import { communityTrust } from "../trust.ts";
import { bundleWire, communityKeys, COMMUNITY, MFA, MOD, NOW_S, POL, signedBundle, testAgency } from "../world.ts";

/** A trust bundle and what taking it must end with, given what is remembered. */
export interface BundleVector {
    readonly name: string;
    readonly clause: string;
    readonly expect: "ok" | string;
    readonly bundle: SignedBundleWire;
    readonly pin?: BundlePin;
    readonly community?: string;
    readonly floorSeq?: number;
}

type AgencyWire = BundleWire["agencies"][number];

async function signatureCases(main: BundleWire): Promise<BundleVector[]> {
    const clause = "4.3";
    const honest = await signedBundle(main);
    const [first, second] = honest.signatures;
    if (first === undefined || second === undefined) throw new Error("two signatures expected");
    const stranger = await testSigner("stranger");
    const [a] = await communityKeys();
    if (a === undefined) throw new Error("a community key expected");
    const header = (change: object) => encodeObject({ ...parseEncodedObject(first.protected), ...change });
    const signedUnder = async (head: string) => ({
        protected: head,
        signature: encodeBase64Url(await a.sign(utf8(`${head}.${honest.payload}`))),
    });
    const by = (...signatures: SignedBundleWire["signatures"]) => ({ payload: honest.payload, signatures });
    const strange = { protected: header({ kid: "stranger" }), signature: encodeBase64Url(await stranger.sign(utf8("x"))) };
    return [
        { name: "signed by two of three", clause, expect: "ok", bundle: honest },
        { name: "signed by all three", clause, expect: "ok", bundle: await signedBundle(main, [0, 1, 2]) },
        { name: "signed by two and a stranger", clause, expect: "ok", bundle: by(first, strange, second) },
        { name: "signed by one", clause, expect: "TRUST_THRESHOLD", bundle: by(first) },
        { name: "signed by one, twice", clause, expect: "TRUST_THRESHOLD", bundle: by(first, first) },
        { name: "signed by one and a stranger", clause, expect: "TRUST_THRESHOLD", bundle: by(first, strange) },
        { name: "not signed", clause, expect: "TRUST_THRESHOLD", bundle: by() },
        {
            name: "second signature is the first's",
            clause,
            expect: "TRUST_SIG",
            bundle: by(first, { ...second, signature: first.signature }),
        },
        { name: "algorithm none", clause, expect: "TRUST_ALG", bundle: by(await signedUnder(header({ alg: "none" })), second) },
        { name: "typ JWT", clause, expect: "TRUST_TYP", bundle: by(await signedUnder(header({ typ: "JWT" })), second) },
        { name: "header member crit", clause, expect: "TRUST_SHAPE", bundle: by(await signedUnder(header({ crit: [] })), second) },
        {
            name: "a signature that is not base64url",
            clause,
            expect: "TRUST_SHAPE",
            bundle: by({ ...first, signature: "A" }, second),
        },
        {
            name: "a protected header that is no object",
            clause,
            expect: "TRUST_SHAPE",
            bundle: by({ ...first, protected: "W10" }, second),
        },
        { name: "17 signatures", clause, expect: "TRUST_SIZE", bundle: by(...Array.from({ length: 17 }, () => first)) },
        { name: "another community's", clause, expect: "TRUST_COMMUNITY", bundle: honest, community: `${COMMUNITY}2` },
    ];
}

async function shapeCases(main: BundleWire): Promise<BundleVector[]> {
    const [mfa, mod] = main.agencies;
    if (mfa === undefined || mod === undefined) throw new Error("two agencies expected");
    const x = encodeBase64Url(Uint8Array.from(SMALL_ORDER_ENCODINGS[2]?.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
    const second = (change: object) => ({ ...main, agencies: [mfa, { ...mod, ...change } as AgencyWire] });
    const kid = mod.roots[0]?.kid ?? "";
    const bad: [string, object][] = [
        ["an unknown member", { ...main, extra: 1 }],
        ["version 2", { ...main, v: 2 }],
        ["an unknown member of an agency", second({ extra: 1 })],
        ["post-quantum signatures asked for", second({ requirePq: true })],
        ["one agency twice", { ...main, agencies: [mfa, mfa] }],
        ["one server in two agencies", second({ hs: mfa.hs })],
        ["one status uri in two agencies", second({ statusUris: mfa.statusUris })],
        ["one status key in two agencies", second({ statusKeys: mfa.statusKeys })],
        ["one root in two agencies", second({ roots: mfa.roots })],
        ["a key id that is not its key's thumbprint", second({ roots: mfa.roots.map((root) => ({ ...root, kid })) })],
        ["a root of small order", second({ roots: mod.roots.map((root) => ({ ...root, jwk: { kty: "OKP", crv: "Ed25519", x } })) })],
        ["a cap the policy does not have", second({ maxLvl: { [POL]: "XX" } })],
        ["a cap in a policy not listed", second({ maxLvl: { "urn:valise:policy:xx:1": "S" } })],
        ["a relation handle-as", { ...main, relations: main.relations.map((each) => ({ ...each, kind: "handle-as" })) }],
        ["two relations from one level to one policy", { ...main, relations: [...main.relations, ...main.relations] }],
        ["a permissive set mapped to a restrictive one", { ...main, relations: main.relations.map((each) => ({ ...each, sets: { REL: "MENTION" } })) }],
        ["a relation within one policy", { ...main, relations: main.relations.map((each) => ({ ...each, from: each.to })) }],
        ["a crisis authority that is no agency", { ...main, crisis: ["urn:valise:agency:xx"] }],
        ["an expiry before its time", { ...main, exp: main.iat }],
        ["a server name in upper case", second({ hs: ["MOD.example"] })],
    ];
    const rules = (rule: object) => ({ ...main, policies: { ...main.policies, [POL]: { ...main.policies[POL], ...rule } } });
    const ruled = rules({ deviceOnly: "S", preApproved: ["lvl:DR", "cat:REL.FRA", "role:CRISIS"] });
    const vectors: BundleVector[] = [
        { name: "rules on key backup and leave", clause: "4.7", expect: "ok", bundle: await signedBundle(ruled as BundleWire) },
    ];
    bad.push(
        ["a key-backup rule at a level the policy does not have", rules({ deviceOnly: "XX" })],
        ["a level pre-approved that the policy does not have", rules({ preApproved: ["lvl:XX"] })],
        ["a value pre-approved of a set the policy does not have", rules({ preApproved: ["cat:XX.FRA"] })],
        ["something pre-approved that is no claim", rules({ preApproved: ["all"] })],
    );
    for (const [name, wire] of bad) {
        vectors.push({ name, clause: "4.2", expect: "TRUST_SHAPE", bundle: await signedBundle(wire as BundleWire) });
    }
    return vectors;
}

async function orderCases(main: BundleWire): Promise<BundleVector[]> {
    const bundle = await signedBundle(main);
    const pin = { seq: 5, iat: main.iat, digest: await digestOf(bundle.payload) };
    const other = { ...pin, digest: await digestOf("another bundle") };
    const clause = "4.4";
    return [
        { name: "the same bundle again", clause, expect: "ok", bundle, pin },
        { name: "the next bundle", clause, expect: "ok", bundle, pin: { ...other, seq: 4 } },
        { name: "rolled back by seq", clause, expect: "TRUST_ROLLBACK", bundle, pin: { ...other, seq: 6 } },
        { name: "rolled back by iat under a higher seq", clause, expect: "TRUST_ROLLBACK", bundle, pin: { ...other, seq: 4, iat: main.iat + 1 } },
        { name: "two bundles under one seq", clause, expect: "TRUST_EQUIVOCATION", bundle, pin: other },
        { name: "below the configured floor", clause, expect: "TRUST_ROLLBACK", bundle, floorSeq: 6 },
        { name: "dated in the future", clause: "4.3", expect: "TRUST_TIME", bundle: await signedBundle({ ...main, iat: NOW_S + 121 }) },
        { name: "expired", clause: "4.3", expect: "TRUST_EXPIRED", bundle: await signedBundle({ ...main, exp: NOW_S - 1 }) },
    ];
}

export async function bundleVectors() {
    const main = await bundleWire([await testAgency(MFA, "mfa.example"), await testAgency(MOD, "mod.example")]);
    const { keys, ...trust } = await communityTrust();
    return {
        about: "Trust bundles and what taking each must end with (SPEC 4). `pin`: what is remembered of the newest.",
        nowS: NOW_S,
        trust: { ...trust, keys: [...keys] },
        vectors: [...(await signatureCases(main)), ...(await shapeCases(main)), ...(await orderCases(main))],
    };
}

export type BundleVectorFile = Awaited<ReturnType<typeof bundleVectors>>;
