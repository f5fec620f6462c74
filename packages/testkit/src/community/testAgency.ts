import { unwrap } from "@valise/base";
import {
    type BundleWire,
    type ClaimName,
    DEFAULT_PAD,
    isClaimName,
    issueAttestation,
    issueDelegation,
    nobleCrypto,
    type StatusRef,
    signStatusList,
    thumbprintOf,
} from "@valise/clearance";
import { sealKey } from "@valise/clearance/desk";
import { formatClaims, type Policy, type PolicyRegistry, parseClearance } from "@valise/labels";
import { randomBytes, testKey, testSigner } from "./keys.ts";
import type { AttestationWish, ListWish, TestAgency } from "./TestCommunity.ts";

const DAY_S = 86_400;
/** Where the officers' own status stands; the indexes of attestations begin above. */
const OFFICER_INDEX = 7;
const ROLES = ["BROADCAST", "CRISIS", "CHARTER", "ADMIT", "RELEASE", "GLASS", "DIRECTORY", "ADMIN"];

export async function makeAgency(id: string, name: string, serverName: string): Promise<TestAgency> {
    const [root, officer, statusKey] = await Promise.all([
        testSigner(`${id} root`),
        testSigner(`${id} officer`),
        testSigner(`${id} status`),
    ]);
    const urn = `urn:valise:agency:${id}`;
    return { id, urn, name, serverName, statusUri: `urn:valise:sl:${id}:1`, root, officer, statusKey };
}

/** What the bundle says of an agency: capped at the highest level of every policy. */
export async function agencyWire(
    agency: TestAgency,
    registry: PolicyRegistry,
    nowS: number,
): Promise<BundleWire["agencies"][number]> {
    const { urn, name, serverName, root, statusKey, statusUri } = agency;
    const kid = await thumbprintOf(nobleCrypto, root.jwk);
    const caps = registry.policies.map((policy) => [policy.urn, policy.levels.at(-1)?.id ?? ""]);
    return {
        id: urn,
        name,
        hs: [serverName],
        roots: [{ kid, jwk: root.jwk, nbf: nowS - 400 * DAY_S, exp: nowS + 3000 * DAY_S }],
        maxLvl: Object.fromEntries(caps),
        pad: DEFAULT_PAD,
        statusUris: [statusUri],
        statusKeys: { [await thumbprintOf(nobleCrypto, statusKey.jwk)]: statusKey.jwk },
    };
}

export function agencyList(agency: TestAgency, nowS: number, wish: ListWish = {}): Promise<string> {
    const issuedAtS = wish.issuedAtS ?? nowS - 60;
    const statuses = new Map([
        ...(wish.revoked ?? []).map((idx) => [idx, 1] as const),
        ...(wish.suspended ?? []).map((idx) => [idx, 2] as const),
    ]);
    const request = {
        agency: agency.urn,
        uri: agency.statusUri,
        seq: wish.seq ?? 10,
        issuedAtS,
        expiresAtS: wish.expiresAtS ?? issuedAtS + DAY_S,
        ttlS: 900,
        statuses,
    };
    return signStatusList(request, agency.statusKey, nobleCrypto);
}

/** Attests with an officer who may attest just this person's categories, and every level and role. */
export async function attestAt(
    agency: TestAgency,
    registry: PolicyRegistry,
    nowS: number,
    idx: number,
    wish: AttestationWish & { readonly issuedAtS: number },
): Promise<{ text: string; status: StatusRef }> {
    const clearance = unwrap(parseClearance(wish.want ?? "FR/S", registry));
    const policy = registry.policy(clearance.policy);
    if (policy === undefined) throw new Error("a parsed clearance has a known policy");
    const labelClaims = formatClaims(clearance, registry).filter(isClaimName);
    const roles = (wish.roles ?? []).map((role): ClaimName => `role:${role}`);
    const categories = labelClaims.filter((name) => name.startsWith("cat:"));
    const delegation = await delegateAt(agency, policy, nowS, [...roles, ...categories]);
    const status = { idx, uri: agency.statusUri };
    const { issuedAtS } = wish;
    const request = {
        agency: agency.urn,
        userId: wish.userId,
        masterKey: wish.masterKey,
        pol: policy.urn,
        claims: [...labelClaims, ...roles],
        issuedAtS,
        expiresAtS: wish.expiresAtS ?? issuedAtS + 90 * DAY_S,
        status,
        pad: DEFAULT_PAD,
    };
    const officer = { signer: agency.officer, delegation };
    return { text: unwrap(await issueAttestation(request, officer, randomBytes, nobleCrypto)), status };
}

async function delegateAt(agency: TestAgency, policy: Policy, nowS: number, more: readonly string[]): Promise<string> {
    const request = {
        ...{ agency: agency.urn, officer: "officer-7", officerKey: agency.officer.jwk },
        ...{ issuedAtS: nowS - 30 * DAY_S, expiresAtS: nowS + 300 * DAY_S },
        grant: {
            pol: [policy.urn] as const,
            maxLvl: policy.levels.length - 1,
            claims: [...new Set([...ROLES.map((role) => `role:${role}`), ...more])],
            hs: [agency.serverName],
            maxTtl: 92 * DAY_S,
        },
        status: { idx: OFFICER_INDEX, uri: agency.statusUri },
    };
    return unwrap(await issueDelegation(request, agency.root, nobleCrypto));
}

/** An officer who may attest every level of the French policy, release to France, and every role. */
export async function officerFilesAt(agency: TestAgency, registry: PolicyRegistry, nowS: number, passphrase: string) {
    const policy = registry.policy("FR");
    if (policy === undefined) throw new Error("the French policy is shipped");
    const about = { purpose: "officer", name: `${agency.id} officer`, createdAtS: nowS } as const;
    const parts = { subtle: globalThis.crypto.subtle, random: randomBytes };
    const sealed = await sealKey(await testKey(`${agency.id} officer`), about, passphrase, parts);
    const delegation = await delegateAt(agency, policy, nowS, ["cat:REL.FRA"]);
    return { keyFile: JSON.stringify(unwrap(sealed)), delegation };
}
