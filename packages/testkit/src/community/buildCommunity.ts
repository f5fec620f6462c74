import { unwrap } from "@valise/base";
import {
    type AcceptedStatusList,
    acceptBundle,
    acceptStatusList,
    type BundleWire,
    bundlePolicies,
    draftStatement,
    nobleCrypto,
    parseCredential,
    policyDigests,
    policyFacts,
    type StatementWire,
    signBundle,
    signStatement,
    thumbprintOf,
    toMatrixBase64,
} from "@valise/clearance";
import { createShippedRegistry } from "@valise/labels";
import { testSigner, utf8 } from "./keys.ts";
import type { TestCommunity } from "./TestCommunity.ts";
import { agencyList, agencyWire, attestAt, makeAgency, officerFilesAt } from "./testAgency.ts";

const DAY_S = 86_400;
const COMMUNITY = "urn:valise:community:test";
const AGENCIES = [
    { id: "mfa", name: "Foreign Ministry", serverName: "mfa.example" },
    { id: "mod", name: "Ministry of Defence", serverName: "mod.example" },
    { id: "intel", name: "Intelligence Service", serverName: "intel.example" },
] as const;

/** Builds a community whose present is `nowS` (seconds): the wall clock's where real servers take part. */
export async function buildCommunity(nowS: number): Promise<TestCommunity> {
    const keys = await Promise.all(["a", "b", "c"].map((name) => testSigner(`community ${name}`)));
    const thumbprints = await Promise.all(keys.map(({ jwk }) => thumbprintOf(nobleCrypto, jwk)));
    const agencies = await Promise.all(AGENCIES.map(({ id, name, serverName }) => makeAgency(id, name, serverName)));
    const registry = createShippedRegistry();
    const facts = policyFacts(registry, await policyDigests(registry.policies, nobleCrypto));
    let nextIndex = 100;

    const agency = (id: string) => {
        const found = agencies.find((each) => each.id === id || each.urn === id);
        if (found === undefined) throw new Error(`no agency ${id} in this community`);
        return found;
    };
    const agencyOf = (userId: string) => {
        const server = userId.slice(userId.indexOf(":") + 1);
        return agencies.find((each) => each.serverName === server)?.id ?? "";
    };
    const bundleWire = async (changes: Partial<BundleWire> = {}): Promise<BundleWire> => ({
        v: 1,
        community: COMMUNITY,
        seq: 5,
        iat: nowS - DAY_S,
        exp: nowS + 60 * DAY_S,
        keys: keys.map(({ jwk }) => jwk),
        agencies: await Promise.all(agencies.map((each) => agencyWire(each, registry, nowS))),
        ...facts,
        statusFloors: {},
        crisis: [agency("mfa").urn],
        ...changes,
    });
    const community: TestCommunity = {
        trust: { community: COMMUNITY, keys: thumbprints, threshold: 2, floorSeq: 1 },
        agencies,
        registry,
        crypto: nobleCrypto,
        agency,
        bundleWire,
        bundle: async (changes, by = [0, 1]) => {
            const signers = keys.filter((_key, index) => by.includes(index));
            return signBundle(await bundleWire(changes), signers, nobleCrypto);
        },
        list: (id, wish) => agencyList(agency(id), nowS, wish),
        attest: (wish) => {
            const idx = nextIndex++;
            // Each a second after the one before: a newer clearance replaces an older one.
            const issuedAtS = wish.issuedAtS ?? nowS - 3600 + (idx % 3000);
            const issuer = agency(wish.agency ?? agencyOf(wish.userId));
            return attestAt(issuer, registry, nowS, idx, { ...wish, issuedAtS });
        },
        officerFiles: (id, passphrase) => officerFilesAt(agency(id), registry, nowS, passphrase),
        async holder(userId, { keyName = userId, ...wish } = {}) {
            const key = await testSigner(`holder ${keyName}`);
            const masterKey = toMatrixBase64(key.jwk.x);
            const { text, status } = await community.attest({ ...wish, userId, masterKey });
            const credential = unwrap(parseCredential(text));
            return {
                ...{ userId, masterKey, status, credential },
                credentialText: text,
                sign: (input) => key.sign(utf8(input)),
            };
        },
        async statement(kind, payload, audience, by) {
            let statement: StatementWire = draftStatement(kind, payload);
            for (const { holder, roles } of by) {
                const signer = { credential: holder.credential, sign: holder.sign, roles };
                statement = unwrap(await signStatement(statement, signer, audience, payload.iat, nobleCrypto));
            }
            return statement;
        },
        async context(changes = {}) {
            const atS = changes.nowS ?? nowS;
            const trust = { ...community.trust, keys: new Set(thumbprints) };
            const offered = changes.bundle ?? (await community.bundle());
            const bundle = unwrap(await acceptBundle(offered, trust, undefined, atS, nobleCrypto));
            const tokens = changes.lists ?? (await Promise.all(agencies.map(({ id }) => community.list(id))));
            const lists = new Map<string, AcceptedStatusList>();
            for (const token of tokens) {
                const judged = { bundle, crypto: nobleCrypto, nowS: atS };
                const list = unwrap(await acceptStatusList(token, () => undefined, judged));
                lists.set(list.uri, list);
            }
            return { crypto: nobleCrypto, bundle, policies: bundlePolicies(bundle), lists, nowS: atS };
        },
    };
    return community;
}
