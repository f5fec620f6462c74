import { unwrap } from "@valise/base";
import {
    type AcceptedStatusList,
    acceptBundle,
    acceptStatusList,
    bundlePolicies,
    type ClearanceCrypto,
    type CommunityTrust,
    nobleCrypto,
    type SignedBundleWire,
    signStatusList,
    type TrustBundle,
    type TrustContext,
    thumbprintOf,
} from "../src/index.ts";
import { COMMUNITY, communityKeys, NOW_S, statusUri, type TestAgency } from "./world.ts";

export async function communityTrust(threshold = 2): Promise<CommunityTrust> {
    const keys = await Promise.all((await communityKeys()).map(({ jwk }) => thumbprintOf(nobleCrypto, jwk)));
    return { community: COMMUNITY, keys: new Set(keys), threshold, floorSeq: 1 };
}

export async function acceptedBundle(
    signed: SignedBundleWire,
    nowS: number = NOW_S,
    crypto: ClearanceCrypto = nobleCrypto,
): Promise<TrustBundle> {
    return unwrap(await acceptBundle(signed, await communityTrust(), undefined, nowS, crypto));
}

export interface ListChanges {
    readonly seq?: number;
    readonly issuedAtS?: number;
    readonly expiresAtS?: number;
    readonly statuses?: readonly (readonly [number, 0 | 1 | 2])[];
}

export function statusToken(agency: TestAgency, changes: ListChanges = {}): Promise<string> {
    const issuedAtS = changes.issuedAtS ?? NOW_S - 600;
    const request = {
        agency: agency.id,
        uri: statusUri(agency.id),
        seq: changes.seq ?? 10,
        issuedAtS,
        expiresAtS: changes.expiresAtS ?? issuedAtS + 86_400,
        ttlS: 900,
        statuses: new Map(changes.statuses ?? []),
    };
    return signStatusList(request, agency.statusKey, nobleCrypto);
}

/** Takes lists as a client would, at `nowS`. */
export async function acceptLists(
    tokens: readonly string[],
    bundle: TrustBundle,
    nowS: number = NOW_S,
    crypto: ClearanceCrypto = nobleCrypto,
): Promise<Map<string, AcceptedStatusList>> {
    const lists = new Map<string, AcceptedStatusList>();
    for (const token of tokens) {
        const list = unwrap(await acceptStatusList(token, () => undefined, { bundle, crypto, nowS }));
        lists.set(list.uri, list);
    }
    return lists;
}

export async function trustContext(
    bundle: TrustBundle,
    lists: ReadonlyMap<string, AcceptedStatusList>,
    crypto: ClearanceCrypto = nobleCrypto,
    nowS: number = NOW_S,
): Promise<TrustContext> {
    return { crypto, bundle, policies: bundlePolicies(bundle), lists, nowS };
}
