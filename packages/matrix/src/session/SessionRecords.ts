import type { RecordStore, StoredValue } from "../store/RecordStore.ts";

/** The session's own small records, each whole or absent. */
export type SessionRecordName = "session" | "position" | "pendingCode" | "setUp" | "phase" | "direct" | "auditPin";

export interface SessionRecords {
    read(name: SessionRecordName): Promise<StoredValue | null>;
    write(name: SessionRecordName, value: object): Promise<void>;
    remove(name: SessionRecordName): Promise<void>;
}

/** A store that refuses to write stops the flow it is asked in: nothing goes on that a restart could not find again. */
export class StoreRefused extends Error {
    override readonly name = "StoreRefused";
}

export function createSessionRecords(store: RecordStore): SessionRecords {
    const key = (name: SessionRecordName) => ({ group: "", id: name });
    return {
        async read(name) {
            const found = await store.get("session", key(name));
            return found.ok ? found.value : null;
        },
        async write(name, value) {
            const change = { kind: "put", table: "session", key: key(name), value: value as StoredValue } as const;
            if (!(await store.write([change])).ok) throw new StoreRefused();
        },
        async remove(name) {
            if (!(await store.write([{ kind: "delete", table: "session", key: key(name) }])).ok)
                throw new StoreRefused();
        },
    };
}
