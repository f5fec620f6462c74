import { createIndexedDbBackend } from "../../src/store/createIndexedDbBackend.ts";
import { createWebLock } from "../../src/store/createWebLock.ts";
import type { StoreProtection } from "../../src/store/openOptions.ts";
import { openRecordStore } from "../../src/store/openRecordStore.ts";
import type { RecordStore } from "../../src/store/RecordStore.ts";

let store: RecordStore | null = null;
let lock: Disposable | null = null;
const key = { group: "!CANARY-room", id: "$CANARY-event" };

/** What the test calls in the page: the store as a worker uses it, in a real browser. */
const storePage = {
    async open(protection: StoreProtection | null): Promise<string> {
        const backend = await createIndexedDbBackend("valise-test", { indexedDB, IDBKeyRange });
        const opened = await openRecordStore(backend, protection);
        if (!opened.ok) return opened.error.kind;
        store = opened.value.store;
        return opened.value.created ? "created" : "opened";
    },
    async put(text: string): Promise<boolean> {
        const value = { text, bytes: new TextEncoder().encode(text) };
        return (await store?.write([{ kind: "put", table: "outbox", key, value }]))?.ok ?? false;
    },
    async get(): Promise<unknown> {
        const found = await store?.get("outbox", key);
        return found?.ok ? (found.value as { text?: unknown } | null)?.text : found?.error.kind;
    },
    close: () => store?.close(),
    /** Every record and key as it lies there, with bytes as Latin-1. */
    async dump(): Promise<string> {
        const open = indexedDB.open("valise-test");
        await new Promise((resolve) => (open.onsuccess = resolve));
        const rows = open.result.transaction("records").objectStore("records").getAll();
        await new Promise((resolve) => (rows.onsuccess = resolve));
        open.result.close();
        const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);
        return rows.result.map((row: { name: string; data: Uint8Array }) => row.name + text(row.data)).join("\n");
    },
    /** Whether the browser lets the key that wraps the store's be read. */
    async browserKeyExtractable(): Promise<boolean | null> {
        const backend = await createIndexedDbBackend("valise-test", { indexedDB, IDBKeyRange });
        const found = await backend.browserKey?.get();
        await backend.close();
        return found?.extractable ?? null;
    },
    async lock(waitMs: number): Promise<boolean> {
        const acquired = await createWebLock("valise-test").acquire(waitMs);
        if (acquired.ok) lock = acquired.value;
        return acquired.ok;
    },
    unlock: () => lock?.[Symbol.dispose](),
};

export type StorePage = typeof storePage;
Object.assign(globalThis, { storePage });
