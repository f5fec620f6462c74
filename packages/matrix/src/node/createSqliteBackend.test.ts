import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeRecordStore } from "../store/recordStoreConformance.ts";
import { createSqliteBackend } from "./createSqliteBackend.ts";

describeRecordStore("SQLite in Node", async () => {
    const folder = await mkdtemp(join(tmpdir(), "valise-sqlite-"));
    return {
        open: async () => createSqliteBackend(join(folder, "records.sqlite")),
        dispose: () => rm(folder, { recursive: true, force: true }),
    };
});
