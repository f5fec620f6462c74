import { createMemoryBackend } from "./createMemoryBackend.ts";
import { describeRecordStore } from "./recordStoreConformance.ts";

describeRecordStore("memory", async () => {
    const rows = new Map<string, unknown>();
    return { open: async () => createMemoryBackend(rows), dispose: async () => rows.clear() };
});
