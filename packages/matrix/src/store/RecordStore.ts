import type { Result } from "@valise/base";

/** The tables of the encrypted store. A new one needs no migration; a removed one does. */
export const storeTables = [
    "session",
    "settings",
    "rooms",
    "roomState",
    "timeline",
    "drafts",
    "outbox",
    "outboxFiles",
    "files",
    "trust",
    "verdicts",
    "crisis",
] as const;
export type StoreTable = (typeof storeTables)[number];

/** What a record may hold: plain JSON, with bytes anywhere in it. `undefined` members are left out. */
export type StoredValue =
    | null
    | boolean
    | number
    | string
    | Uint8Array
    | readonly StoredValue[]
    | { readonly [member: string]: StoredValue | undefined };

/**
 * Names a record within its table. Both parts are only kept as keyed hashes on the disk, so a stolen one shows no
 * room, person or event id. Records are listed by group (all events of a room); `group` may be "".
 */
export interface RecordKey {
    readonly group: string;
    readonly id: string;
}

export type RecordChange =
    | { readonly kind: "put"; readonly table: StoreTable; readonly key: RecordKey; readonly value: StoredValue }
    | { readonly kind: "delete"; readonly table: StoreTable; readonly key: RecordKey }
    | { readonly kind: "delete-group"; readonly table: StoreTable; readonly group: string };

export interface StoredRecord {
    readonly key: RecordKey;
    readonly value: StoredValue;
}

/** `damaged`: records that no longer open. They are left where they are; nothing is deleted by itself. */
export interface RecordList {
    readonly records: readonly StoredRecord[];
    readonly damagedCount: number;
}

export type StoreFailure =
    /** One record does not open; every other is unharmed. */
    | { readonly kind: "store-corrupt"; readonly table: StoreTable }
    | { readonly kind: "store-full" }
    /** The value is nested deeper than 500 levels, or holds what JSON cannot: nothing was written. */
    | { readonly kind: "not-storable"; readonly table: StoreTable }
    /** Closed, or the disk or database below refused. */
    | { readonly kind: "store-unavailable"; readonly cause: unknown };

/** A small encrypted key-value store: the same in a worker (IndexedDB), in Node (indexeddbshim) and in memory. */
export interface RecordStore {
    /** `null` when there is no such record. */
    get(table: StoreTable, key: RecordKey): Promise<Result<StoredValue | null, StoreFailure>>;
    /** The records of one group, or of the whole table, sorted by group, then id (UTF-16 code units). */
    list(table: StoreTable, group?: string): Promise<Result<RecordList, StoreFailure>>;
    /**
     * All changes or none, in this order. Batches of one store never interleave. When it resolves they survive the death
     * of this process, and with `strict` (the default for what a person is told is kept) also a loss of power.
     */
    write(changes: readonly RecordChange[], durability?: "strict" | "relaxed"): Promise<Result<void, StoreFailure>>;
    /** Deletes every record of every table; the key stays valid. */
    clear(): Promise<Result<void, StoreFailure>>;
    close(): Promise<void>;
}
