import type { EpochMs } from "@valise/base";
import { asNumber, asObject, asString } from "../../json.ts";
import { StoreRefused } from "../../session/SessionRecords.ts";
import type { RecordStore } from "../../store/RecordStore.ts";

/** The last request for a clearance, until one is taken that was issued after it. */
export interface ClearanceRequest {
    readonly id: string;
    readonly atMs: EpochMs;
}

export interface Requests {
    asked(request: ClearanceRequest): Promise<void>;
    last(): ClearanceRequest | null;
    onChanged(listener: () => void): void;
    loaded(): Promise<void>;
}

const KEY = { group: "holder", id: "request" };

export function createRequests(store: RecordStore): Requests {
    const listeners: (() => void)[] = [];
    let last: ClearanceRequest | null = null;
    const load = async () => {
        const found = await store.get("trust", KEY);
        const value = found.ok ? asObject(found.value) : null;
        const [id, atMs] = [asString(value?.id), asNumber(value?.atMs)];
        if (last === null && id !== null && atMs !== null) last = { id, atMs: atMs as EpochMs };
    };
    const loading = load();
    return {
        async asked(request) {
            const change = { kind: "put", table: "trust", key: KEY, value: { ...request } } as const;
            if (!(await store.write([change])).ok) throw new StoreRefused();
            last = request;
            for (const listener of listeners) listener();
        },
        last: () => last,
        onChanged: (listener) => void listeners.push(listener),
        loaded: () => loading,
    };
}
