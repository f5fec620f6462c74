import type { RecordStore, StoredValue } from "../store/RecordStore.ts";

type CrisisGroup =
    | ("broadcast" | "answer" | "ledger" | "watch" | "offer" | "call" | "held-call")
    | ("phase" | "log" | "bag" | "weather")
    /** What came to this device and is not taken yet. */
    | "toDevice";

/** Crisis mode's own records in the sealed store, one kind a group. */
export interface CrisisTable<T> {
    list(): Promise<readonly { readonly id: string; readonly value: T }[]>;
    /** False: the disk refused; what is in memory goes on and is written with the next change. */
    put(entries: readonly (readonly [id: string, value: T])[]): Promise<boolean>;
    remove(ids: readonly string[]): Promise<void>;
}

/** What is read back is this program's own, sealed: only its shape may be an older version's, which readers allow for. */
export function createCrisisTable<T extends object>(store: RecordStore, group: CrisisGroup): CrisisTable<T> {
    return {
        async list() {
            const found = await store.list("crisis", group);
            return found.ok ? found.value.records.map(({ key, value }) => ({ id: key.id, value: value as T })) : [];
        },
        async put(entries) {
            if (entries.length === 0) return true;
            const changes = entries.map(
                ([id, value]) =>
                    ({ kind: "put", table: "crisis", key: { group, id }, value: value as StoredValue }) as const,
            );
            return (await store.write(changes)).ok;
        },
        async remove(ids) {
            if (ids.length === 0) return;
            await store.write(ids.map((id) => ({ kind: "delete", table: "crisis", key: { group, id } }) as const));
        },
    };
}
