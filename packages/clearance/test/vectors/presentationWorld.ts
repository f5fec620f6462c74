import { nobleCrypto, type SignedBundleWire, thumbprintOf } from "../../src/index.ts";
import { formatGate } from "../../src/charter/gate.ts";
import { testSigner } from "../keys.ts";
import { statusToken } from "../trust.ts";
import {
    bundleWire,
    gate,
    GATE_TEXT,
    MFA,
    MOD,
    NOW_S,
    POL,
    POL_EU,
    signedBundle,
    type TestAgency,
    type TestHolder,
    testAgency,
    testHolder,
    delegate,
    grantOf,
} from "../world.ts";

/** Everyone and everything the presentation vectors speak of. */
export interface PresentationWorld {
    readonly mfa: TestAgency;
    readonly mod: TestAgency;
    readonly anna: TestHolder;
    readonly bob: TestHolder;
    readonly eva: TestHolder;
    readonly bundles: Readonly<Record<string, SignedBundleWire>>;
    readonly lists: Readonly<Record<string, readonly string[]>>;
    readonly gates: Readonly<Record<string, string>>;
}

const DAY_S = 86_400;

async function bundlesOf(mfa: TestAgency, mod: TestAgency): Promise<PresentationWorld["bundles"]> {
    const main = await bundleWire([mfa, mod]);
    const first = (change: (agency: (typeof main.agencies)[number]) => object) => ({
        ...main,
        seq: 6,
        agencies: main.agencies.map((agency, index) => (index === 0 ? { ...agency, ...change(agency) } : agency)),
    });
    const aging = (nbf: number, exp: number) =>
        first(({ roots }) => ({ roots: roots.map((root) => ({ ...root, nbf, exp })) }));
    const { jwk } = await testSigner("mfa root of next year");
    const newRoot = { kid: await thumbprintOf(nobleCrypto, jwk), jwk, nbf: NOW_S - DAY_S, exp: NOW_S + 900 * DAY_S };
    return {
        main: await signedBundle(main),
        "root removed": await signedBundle(first(() => ({ roots: [newRoot] }))),
        "root expired": await signedBundle(aging(NOW_S - 900 * DAY_S, NOW_S - DAY_S)),
        "root not yet valid": await signedBundle(aging(NOW_S + DAY_S, NOW_S + 900 * DAY_S)),
        "agency capped at DR": await signedBundle(first(() => ({ maxLvl: { [POL]: "DR" } }))),
        "policy not the agency's": await signedBundle(first(() => ({ maxLvl: { [POL_EU]: "S-UE" } }))),
        "long-lived": await signedBundle({ ...main, seq: 6, exp: NOW_S + 900 * DAY_S }),
        expired: await signedBundle({ ...main, iat: NOW_S - 9 * DAY_S, exp: NOW_S - 1 }),
        "ES256 agency": await signedBundle(await bundleWire([await testAgency(MFA, "mfa.example", "ES256"), mod])),
        "agency without server": await signedBundle(first(() => ({ hs: ["other.example"] }))),
    };
}

async function listsOf(mfa: TestAgency, mod: TestAgency): Promise<PresentationWorld["lists"]> {
    const ours = (statuses: readonly (readonly [number, 0 | 1 | 2])[]) => statusToken(mfa, { statuses });
    const theirs = await statusToken(mod);
    const unknown = [[4242, 3]] as unknown as readonly (readonly [number, 0 | 1 | 2])[];
    const expired = { issuedAtS: NOW_S - 2 * DAY_S, expiresAtS: NOW_S - DAY_S };
    return {
        fresh: [await ours([]), theirs],
        none: [],
        "holder revoked": [await ours([[4242, 1]]), theirs],
        "holder suspended": [await ours([[4242, 2]]), theirs],
        "holder unknown": [await ours(unknown), theirs],
        "officer revoked": [await ours([[7, 1]]), theirs],
        "officer suspended": [await ours([[7, 2]]), theirs],
        stale: [await statusToken(mfa, expired)],
        "stale, holder revoked": [await statusToken(mfa, { ...expired, statuses: [[4242, 1]] })],
        "of another agency": [theirs],
    };
}

export async function presentationWorld(): Promise<PresentationWorld> {
    const mfa = await testAgency(MFA, "mfa.example");
    const mod = await testAgency(MOD, "mod.example");
    const euDelegation = await delegate(mfa, mfa.officer.jwk, { grant: { ...grantOf("mfa.example", POL_EU), maxLvl: 3 } });
    return {
        mfa,
        mod,
        anna: await testHolder("anna", mfa),
        bob: await testHolder("bob", mod, { idx: 99 }),
        eva: await testHolder("eva", mfa, {
            pol: POL_EU,
            claims: ["lvl:U", "lvl:R-UE", "lvl:C-UE", "lvl:S-UE", "cat:REL.FRA", "cat:REL.DEU"],
            officer: { signer: mfa.officer, delegation: euDelegation },
        }),
        bundles: await bundlesOf(mfa, mod),
        lists: await listsOf(mfa, mod),
        gates: {
            main: GATE_TEXT,
            old: formatGate(gate({ epoch: 2, iat: NOW_S - 7200 })),
            secret: formatGate(gate({ lvl: "S" })),
            "releasable to two": formatGate(gate({ cat: { REL: ["FRA", "GBR"] } })),
            "special france": formatGate(gate({ cat: { MENTION: ["SF"] } })),
            "two sets and a role": formatGate(
                gate({ cat: { REL: ["DEU", "FRA"], MENTION: ["SF"], INFO: ["X"] }, present: { history: false, role: "CRISIS" } }),
            ),
            "unknown set": formatGate(gate({ cat: { NOVEL: ["X"] } })),
        },
    };
}
