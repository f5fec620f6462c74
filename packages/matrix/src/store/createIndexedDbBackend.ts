import type { RawChange, RecordBackend } from "./RecordBackend.ts";

export interface IndexedDbParts {
    readonly indexedDB: IDBFactory;
    readonly IDBKeyRange: typeof IDBKeyRange;
}

const records = "records";
const browserKeys = "browserKeys";

/** Sealed records in one IndexedDB database: the browser's, or indexeddbshim's in Node. Rejects when it cannot be opened. */
export async function createIndexedDbBackend(databaseName: string, parts: IndexedDbParts): Promise<RecordBackend> {
    const database = await openDatabase(databaseName, parts.indexedDB);
    const within = (prefix: string) => parts.IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const read = <T>(name: string, ask: (store: IDBObjectStore) => IDBRequest<T>) =>
        answered(ask(database.transaction(name, "readonly").objectStore(name)));

    return {
        async get(name) {
            return ((await read(records, (store) => store.get(name))) as { data?: unknown } | undefined)?.data;
        },
        list: (prefix) => read(records, (store) => store.getAll(within(prefix))),
        async write(changes, durable) {
            const options = { durability: durable ? "strict" : "relaxed" } as const;
            const transaction = database.transaction(records, "readwrite", options);
            const done = completed(transaction);
            const store = transaction.objectStore(records);
            for (const change of changes) applyChange(store, change, within);
            await done;
        },
        async close() {
            database.close();
        },
        browserKey: {
            async get() {
                const key = await read(browserKeys, (store) => store.get("store"));
                return key instanceof CryptoKey ? key : null;
            },
            async make() {
                const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
                    "encrypt",
                    "decrypt",
                ]);
                const transaction = database.transaction(browserKeys, "readwrite", { durability: "strict" });
                const done = completed(transaction);
                transaction.objectStore(browserKeys).put(key, "store");
                await done;
                return key;
            },
        },
    };
}

function applyChange(store: IDBObjectStore, change: RawChange, within: (prefix: string) => IDBKeyRange): void {
    if (change.kind === "put") store.put({ name: change.name, data: change.data });
    else if (change.kind === "delete") store.delete(change.name);
    else store.delete(within(change.prefix));
}

function openDatabase(name: string, indexedDB: IDBFactory): Promise<IDBDatabase> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
        request.result.createObjectStore(records, { keyPath: "name" });
        request.result.createObjectStore(browserKeys);
    };
    return answered(request);
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

function completed(transaction: IDBTransaction): Promise<void> {
    return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
    });
}
