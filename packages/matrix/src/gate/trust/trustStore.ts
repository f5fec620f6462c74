import type { BundlePin, SignedBundleWire, StatusPin } from "@valise/clearance";
import { asNumber, asObject, asString } from "../../json.ts";
import { StoreRefused } from "../../session/SessionRecords.ts";
import type { RecordStore, StoredValue } from "../../store/RecordStore.ts";

/** The newest bundle, whole; its pin may be of one that the configuration no longer lets us use. */
export interface KeptBundle {
    readonly pin: BundlePin;
    readonly wire: SignedBundleWire;
}

export interface KeptList {
    readonly uri: string;
    readonly pin: StatusPin;
    readonly exp: number;
    readonly token: string;
}

/** Trust data across restarts. A pin is written with what it pins, before that is used (clearance SPEC 4.4, 6.4). */
export interface TrustStore {
    readBundle(): Promise<KeptBundle | null>;
    readLists(): Promise<readonly KeptList[]>;
    writeBundle(bundle: KeptBundle): Promise<void>;
    writeList(list: KeptList): Promise<void>;
    /** Two things signed under one number: kept for whoever investigates, never overwritten. */
    writeEvidence(code: string, evidence: object): Promise<void>;
    /** Codes of what is kept. */
    readEvidence(): Promise<readonly string[]>;
}

/** One group per community: another one's pins never apply. */
export function createTrustStore(store: RecordStore, community: string): TrustStore {
    const lists = `lists ${community}`;
    const evidence = `evidence ${community}`;
    const bundleKey = { group: "bundle", id: community };

    const put = async (group: string, id: string, value: object) => {
        const change = { kind: "put", table: "trust", key: { group, id }, value: value as StoredValue } as const;
        if (!(await store.write([change])).ok) throw new StoreRefused();
    };
    const values = async (group: string) => {
        const listed = await store.list("trust", group);
        return listed.ok ? listed.value.records.map(({ value }) => asObject(value)) : [];
    };
    return {
        async readBundle() {
            const found = await store.get("trust", bundleKey);
            const kept = found.ok ? asObject(found.value) : null;
            return kept === null ? null : (kept as unknown as KeptBundle);
        },
        async readLists() {
            const kept = await values(lists);
            return kept.filter((list) => list !== null && asNumber(list.exp) !== null) as unknown as KeptList[];
        },
        writeBundle: (bundle) => put(bundleKey.group, bundleKey.id, bundle),
        writeList: (list) => put(lists, list.uri, list),
        async writeEvidence(code, found) {
            const id = JSON.stringify(found);
            await put(evidence, id, { code, found: found as StoredValue });
        },
        async readEvidence() {
            return (await values(evidence)).flatMap((each) => asString(each?.code) ?? []);
        },
    };
}
