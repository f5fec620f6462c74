import { err, ok, type Result } from "@valise/base";
import { createSealedStore, isStoreFull } from "./createSealedStore.ts";
import type { OpenedStore, OpenStoreFailure, StoreProtection } from "./openOptions.ts";
import { protectNewKey, unprotectKey } from "./protectKey.ts";
import type { RawChange, RecordBackend } from "./RecordBackend.ts";
import type { RecordStore } from "./RecordStore.ts";
import { formatHeader, parseHeader, type StoreHeader } from "./storeHeader.ts";
import { deriveStoreKeys, type StoreKeys } from "./storeKeys.ts";

/** Brings a store from the version before to the next. Must be safe to run again: a kill may come before the version is noted. */
export type StoreMigration = (store: RecordStore) => Promise<void>;

/** Migration 0 leads from version 1 to 2, and so on. The store's version is one more than their number. */
const shippedMigrations: readonly StoreMigration[] = [];

/** Two copies, each with its checksum: with the wrapped key in it, the header is the one record whose loss would cost all. */
const headerNames = ["header/a", "header/b"] as const;

/** True once a store was made here; asks for no key. */
export async function hasStore(backend: RecordBackend): Promise<boolean> {
    const copies = await Promise.all(headerNames.map((name) => backend.get(name)));
    return copies.some((data) => data !== undefined);
}

/**
 * Opens the store, or makes it when there is none and a protection is given.
 * A wrong key is told apart from damage, and neither deletes anything. A store of a newer program is refused untouched.
 */
export async function openRecordStore(
    backend: RecordBackend,
    protection: StoreProtection | null,
    migrations: readonly StoreMigration[] = shippedMigrations,
): Promise<Result<OpenedStore, OpenStoreFailure>> {
    try {
        if (!(await hasStore(backend))) {
            if (protection === null) return err({ kind: "no-store" });
            return ok(await makeStore(backend, protection, migrations.length + 1));
        }
        return await openExisting(backend, protection, migrations);
    } catch (cause) {
        return err(isStoreFull(cause) ? { kind: "store-full" } : { kind: "store-unavailable", cause });
    }
}

async function openExisting(
    backend: RecordBackend,
    protection: StoreProtection | null,
    migrations: readonly StoreMigration[],
): Promise<Result<OpenedStore, OpenStoreFailure>> {
    const copies = await Promise.all(headerNames.map(async (name) => parseHeader(await backend.get(name))));
    const header = copies.reduce((a, b) => ((b?.version ?? 0) > (a?.version ?? 0) ? b : a), null);
    if (header === null) return err({ kind: "store-header-corrupt" });
    const supported = migrations.length + 1;
    if (header.version > supported) return err({ kind: "store-newer", version: header.version, supported });
    if (protection === null) return err({ kind: "locked", by: header.protection.kind });

    const storeKey = await unprotectKey(protection, header.protection, backend);
    if (storeKey === null) return err({ kind: "store-key-wrong" });
    const keys = await deriveStoreKeys(storeKey);
    if (keys.check !== header.check) return err({ kind: "store-key-wrong" });

    const store = createSealedStore(backend, keys);
    for (let version = header.version; version < supported; version++) {
        await migrations[version - 1]?.(store);
        await writeHeader(backend, { ...header, version: version + 1 });
    }
    if (copies.includes(null)) await writeHeader(backend, { ...header, version: supported });
    return ok(opened(store, keys, false));
}

async function makeStore(backend: RecordBackend, by: StoreProtection, version: number): Promise<OpenedStore> {
    const { storeKey, protection } = await protectNewKey(by, backend);
    const keys = await deriveStoreKeys(storeKey);
    await writeHeader(backend, { version, protection, check: keys.check });
    return opened(createSealedStore(backend, keys), keys, true);
}

async function writeHeader(backend: RecordBackend, header: StoreHeader): Promise<void> {
    const data = await formatHeader(header);
    await backend.write(
        headerNames.map((name): RawChange => ({ kind: "put", name, data })),
        true,
    );
}

const opened = (store: RecordStore, keys: StoreKeys, created: boolean): OpenedStore => ({
    store,
    cryptoStoreKey: keys.cryptoStoreKey,
    created,
});
