import { unwrap } from "@valise/base";
import { utf8 } from "../src/encoding/text.ts";
import {
    type BundleWire,
    type ClaimName,
    type Credential,
    formatGate,
    type Gate,
    type HolderSign,
    issueAttestation,
    issueDelegation,
    nobleCrypto,
    type Officer,
    type OfficerGrant,
    type PublicJwk,
    parseCredential,
    type RandomBytes,
    type SignatureAlg,
    type SignedBundleWire,
    type Signer,
    signBundle,
    thumbprintOf,
    toMatrixBase64,
} from "../src/index.ts";
import { fixedRandom, testSigner } from "./keys.ts";

/** 2026-11-01T00:00:00Z: the present of every vector. */
export const NOW_S = 1_793_491_200;
const DAY_S = 86_400;
export const POL = "urn:valise:policy:fr:1";
export const POL_EU = "urn:valise:policy:eu:1";
export const MFA = "urn:valise:agency:mfa";
export const MOD = "urn:valise:agency:mod";
export const ROOM = "!crisis:mfa.example";
export const COMMUNITY = "urn:valise:community:demo";
export const statusUri = (agency: string): string => `urn:valise:sl:${agency.split(":").at(-1)}:1`;

export const GRANT_CLAIMS = [
    ...["cat:REL.FRA", "cat:REL.DEU", "cat:MENTION.SF"],
    ...["BROADCAST", "CRISIS", "CHARTER", "ADMIT", "RELEASE", "GLASS", "DIRECTORY", "ADMIN"].map(
        (role) => `role:${role}`,
    ),
];

export const grantOf = (server: string, pol: string = POL): OfficerGrant => ({
    pol: [pol],
    maxLvl: 2,
    claims: GRANT_CLAIMS,
    hs: [server],
    maxTtl: 92 * DAY_S,
});

/** One agency's keys in the test world. */
export interface TestAgency {
    readonly id: string;
    readonly server: string;
    readonly root: Signer;
    readonly statusKey: Signer;
    readonly officer: Signer;
    readonly delegation: string;
}

export async function testAgency(id: string, server: string, alg: SignatureAlg = "Ed25519"): Promise<TestAgency> {
    const [root, statusKey, officer] = [
        await testSigner(`${id} root`, alg),
        await testSigner(`${id} status`),
        await testSigner(`${id} officer`, alg),
    ];
    const delegation = await delegate({ id, server, root }, officer.jwk);
    return { id, server, root, statusKey, officer, delegation };
}

export async function delegate(
    { id, server, root }: Pick<TestAgency, "id" | "server" | "root">,
    officerKey: PublicJwk,
    changes: { grant?: OfficerGrant; issuedAtS?: number; expiresAtS?: number; idx?: number } = {},
): Promise<string> {
    const request = {
        agency: id,
        officer: "officer-7",
        officerKey,
        issuedAtS: changes.issuedAtS ?? NOW_S - 30 * DAY_S,
        expiresAtS: changes.expiresAtS ?? NOW_S + 300 * DAY_S,
        grant: changes.grant ?? grantOf(server),
        status: { idx: changes.idx ?? 7, uri: statusUri(id) },
    };
    return unwrap(await issueDelegation(request, root, nobleCrypto));
}

async function bundleAgency({ id, server, root, statusKey }: TestAgency): Promise<BundleWire["agencies"][number]> {
    return {
        id,
        name: id === MFA ? "Ministry of Foreign Affairs" : "Ministry of Defence",
        hs: [server],
        roots: [
            {
                kid: await thumbprintOf(nobleCrypto, root.jwk),
                jwk: root.jwk,
                nbf: NOW_S - 400 * DAY_S,
                exp: NOW_S + 3000 * DAY_S,
            },
        ],
        maxLvl: { [POL]: "S", [POL_EU]: "S-UE" },
        pad: 24,
        statusUris: [statusUri(id)],
        statusKeys: { [await thumbprintOf(nobleCrypto, statusKey.jwk)]: statusKey.jwk },
    };
}

/** The bundle of the test community: two agencies, a French-like and an EU-like policy, `equals` at two levels. */
export async function bundleWire(agencies: readonly TestAgency[]): Promise<BundleWire> {
    const keys = await communityKeys();
    const sets = { REL: "permissive", MENTION: "restrictive", INFO: "informative" } as const;
    const digest = "0123456789012345678901234567890123456789012";
    return {
        v: 1,
        community: COMMUNITY,
        seq: 5,
        iat: NOW_S - DAY_S,
        exp: NOW_S + 60 * DAY_S,
        keys: keys.map(({ jwk }) => jwk),
        agencies: await Promise.all(agencies.map(bundleAgency)),
        policies: {
            [POL]: { levels: ["NP", "DR", "S", "TS"], sets, digest },
            [POL_EU]: { levels: ["U", "R-UE", "C-UE", "S-UE", "TS-UE"], sets: { REL: "permissive" }, digest },
        },
        relations: [
            {
                kind: "equals",
                from: { pol: POL_EU, lvl: "R-UE" },
                to: { pol: POL, lvl: "DR" },
                sets: { REL: "REL" },
            },
            { kind: "equals", from: { pol: POL_EU, lvl: "S-UE" }, to: { pol: POL, lvl: "S" }, sets: {} },
        ],
        statusFloors: { [statusUri(MFA)]: 3 },
        crisis: [MFA],
    };
}

export const communityKeys = (): Promise<Signer[]> =>
    Promise.all(["a", "b", "c"].map((name) => testSigner(`community ${name}`)));

export async function signedBundle(wire: BundleWire, by: readonly number[] = [0, 1]): Promise<SignedBundleWire> {
    const keys = await communityKeys();
    return signBundle(
        wire,
        keys.filter((_key, index) => by.includes(index)),
        nobleCrypto,
    );
}

export const gate = (changes: Partial<Gate> = {}): Gate => ({
    room: ROOM,
    epoch: 1,
    iat: NOW_S - 3600,
    pol: POL,
    lvl: "DR",
    cat: {},
    ceiling: "S",
    admission: "roster",
    agencies: [MFA, MOD],
    admit: [MFA],
    present: { history: false },
    ...changes,
});

export const GATE_TEXT = formatGate(gate());

/** A person with a master key and a credential. */
export interface TestHolder {
    readonly userId: string;
    readonly masterKey: string;
    readonly sign: HolderSign;
    readonly credential: Credential;
    readonly credentialText: string;
}

export const LEVELS: readonly ClaimName[] = ["lvl:NP", "lvl:DR", "lvl:S"];

/** Everything an officer may attest to one person in the test world. */
export const ALL_CLAIMS: readonly ClaimName[] = [...LEVELS, ...(GRANT_CLAIMS as ClaimName[])];

export interface HolderChanges {
    readonly claims?: readonly ClaimName[];
    readonly pol?: string;
    readonly officer?: Officer;
    readonly issuedAtS?: number;
    readonly expiresAtS?: number;
    readonly idx?: number;
    readonly keyName?: string;
}

export async function holderKey(name: string): Promise<{ masterKey: string; sign: HolderSign }> {
    const signer = await testSigner(`holder ${name}`);
    return { masterKey: toMatrixBase64(signer.jwk.x), sign: (input) => signer.sign(utf8(input)) };
}

export async function testHolder(name: string, agency: TestAgency, changes: HolderChanges = {}): Promise<TestHolder> {
    const userId = `@${name}:${agency.server}`;
    const { masterKey, sign } = await holderKey(changes.keyName ?? userId);
    const request = {
        agency: agency.id,
        userId,
        masterKey,
        pol: changes.pol ?? POL,
        claims: changes.claims ?? ALL_CLAIMS,
        issuedAtS: changes.issuedAtS ?? NOW_S - 2 * DAY_S,
        expiresAtS: changes.expiresAtS ?? NOW_S + 60 * DAY_S,
        status: { idx: changes.idx ?? 4242, uri: statusUri(agency.id) },
        pad: 24,
    };
    const officer = changes.officer ?? { signer: agency.officer, delegation: agency.delegation };
    const random: RandomBytes = fixedRandom(`salts of ${userId}`);
    const credentialText = unwrap(await issueAttestation(request, officer, random, nobleCrypto));
    return { userId, masterKey, sign, credentialText, credential: unwrap(parseCredential(credentialText)) };
}
