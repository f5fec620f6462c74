import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import setGlobalVars from "indexeddbshim";
import { afterAll } from "vitest";
import { createIndexedDbBackend, type IndexedDbParts } from "./createIndexedDbBackend.ts";
import { describeRecordStore } from "./recordStoreConformance.ts";

// The shim keeps its folder for the life of the process: one for this file, a database for each test.
const folder = await mkdtemp(join(tmpdir(), "valise-store-"));
const shim = {} as IndexedDbParts;
setGlobalVars(shim as never, { checkOrigin: false, databaseBasePath: folder, sysDatabaseBasePath: folder });
let databases = 0;
afterAll(() => rm(folder, { recursive: true, force: true }));

describeRecordStore("IndexedDB over SQLite", async () => {
    const name = `test-${++databases}`;
    return { open: () => createIndexedDbBackend(name, shim), dispose: async () => {} };
});
