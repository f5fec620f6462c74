import type { EpochMs } from "@valise/base";
import { asNumber, asObject, asString } from "../../json.ts";
import { StoreRefused } from "../../session/SessionRecords.ts";
import type { RecordStore } from "../../store/RecordStore.ts";

/** A request for a clearance, until another than the one held at that time is taken. */
export interface ClearanceRequest {
    readonly id: string;
    readonly atMs: EpochMs;
    /** The text held when it was asked. */
    readonly before: string | null;
}

export interface Requests {
    asked(request: ClearanceRequest): Promise<void>;
    last(): ClearanceRequest | null;
    /** This clearance is in force now. */
    held(text: string): void;
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
        if (last === null && id !== null && atMs !== null)
            last = { id, atMs: atMs as EpochMs, before: asString(value?.before) };
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
        held(text) {
            if (last === null || last.before === text) return;
            last = null;
            void store.write([{ kind: "delete", table: "trust", key: KEY }]);
        },
        onChanged: (listener) => void listeners.push(listener),
        loaded: () => loading,
    };
}
