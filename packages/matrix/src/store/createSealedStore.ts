import { createInOrder, err, ok, type Result } from "@valise/base";
import { decodeValue, encodeValue } from "./encodeValue.ts";
import type { RawChange, RecordBackend } from "./RecordBackend.ts";
import {
    type RecordChange,
    type RecordStore,
    type StoredRecord,
    type StoreFailure,
    storeTables,
} from "./RecordStore.ts";
import { openSealed, seal } from "./seal.ts";
import { RecordNames, type StoreKeys } from "./storeKeys.ts";

/** Tables whose writes must survive a power cut the moment they are reported done. */
const durableTables: ReadonlySet<string> = new Set(["outbox", "outboxFiles", "session", "trust"]);

/** Seals every record for its place (AES-256-GCM, name as additional data), so that none can be moved or swapped. */
export function createSealedStore(backend: RecordBackend, keys: StoreKeys): RecordStore {
    const names = new RecordNames(keys.name);
    let closed = false;

    async function open(name: string, data: unknown): Promise<StoredRecord | null> {
        if (!(data instanceof Uint8Array)) return null;
        const plain = await openSealed(keys.seal, data, name);
        if (plain === null) return null;
        const [group, id, value] = decodeValue(plain) as unknown as [string, string, StoredRecord["value"]];
        return { key: { group, id }, value };
    }

    async function sealChange(change: RecordChange): Promise<RawChange> {
        if (change.kind === "delete-group") {
            return { kind: "delete-prefix", prefix: await names.group(change.table, change.group) };
        }
        const name = await names.record(change.table, change.key);
        if (change.kind === "delete") return { kind: "delete", name };
        const plain = encodeForTable(change);
        return { kind: "put", name, data: await seal(keys.seal, plain, name) };
    }

    /** Runs after the writes before it, so that batches keep the order in which they were asked for. */
    const inTurn = createInOrder();

    async function guarded<T>(task: () => Promise<Result<T, StoreFailure>>): Promise<Result<T, StoreFailure>> {
        if (closed) return err({ kind: "store-unavailable", cause: new Error("the store is closed") });
        return task().catch((cause: unknown) => err(foldStoreError(cause)));
    }

    return {
        get: (table, key) =>
            guarded(async () => {
                const name = await names.record(table, key);
                const data = await backend.get(name);
                if (data === undefined) return ok(null);
                const record = await open(name, data);
                return record === null ? err({ kind: "store-corrupt", table }) : ok(record.value);
            }),
        list: (table, group) =>
            guarded(async () => {
                const prefix = group === undefined ? names.table(table) : await names.group(table, group);
                const opened = await Promise.all((await backend.list(prefix)).map((row) => open(row.name, row.data)));
                const found = opened.filter((record) => record !== null).sort(compareRecords);
                return ok({ records: found, damagedCount: opened.length - found.length });
            }),
        write: (changes, durability) =>
            guarded(() =>
                inTurn(async () => {
                    const raw = await Promise.all(changes.map(sealChange));
                    const matters = changes.some((change) => durableTables.has(change.table));
                    await backend.write(raw, matters && durability !== "relaxed");
                    return ok();
                }),
            ),
        clear: () =>
            guarded(() =>
                inTurn(async () => {
                    const prefixes = storeTables.map((table) => names.table(table));
                    await backend.write(
                        prefixes.map((prefix) => ({ kind: "delete-prefix", prefix })),
                        true,
                    );
                    return ok();
                }),
            ),
        async close() {
            if (closed) return;
            closed = true;
            await inTurn(async () => {});
            await backend.close();
        },
    };
}

class NotStorableError extends Error {
    readonly table: RecordChange["table"];
    constructor(table: RecordChange["table"], cause: unknown) {
        super("value is not storable", { cause });
        this.table = table;
    }
}

function encodeForTable(change: RecordChange & { kind: "put" }): Uint8Array<ArrayBuffer> {
    try {
        return encodeValue([change.key.group, change.key.id, change.value]);
    } catch (cause) {
        throw new NotStorableError(change.table, cause);
    }
}

function foldStoreError(cause: unknown): StoreFailure {
    if (cause instanceof NotStorableError) return { kind: "not-storable", table: cause.table };
    return isStoreFull(cause) ? { kind: "store-full" } : { kind: "store-unavailable", cause };
}

/** A browser says QuotaExceededError; SQLite below indexeddbshim says SQLITE_FULL or ENOSPC in its message. */
export function isStoreFull(cause: unknown): boolean {
    if (typeof cause !== "object" || cause === null) return false;
    const { name, message } = cause as { name?: unknown; message?: unknown };
    return name === "QuotaExceededError" || /SQLITE_FULL|ENOSPC|disk is full/.test(String(message));
}

function compareRecords(a: StoredRecord, b: StoredRecord): number {
    const [x, y] = a.key.group === b.key.group ? [a.key.id, b.key.id] : [a.key.group, b.key.group];
    return x < y ? -1 : x > y ? 1 : 0;
}
