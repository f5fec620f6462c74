import type { RawChange, RecordBackend } from "./RecordBackend.ts";

/** Keeps sealed records in this process: for load tests and as the fake that runs the same conformance suite. */
export function createMemoryBackend(rows: Map<string, unknown> = new Map()): RecordBackend {
    const apply = (change: RawChange) => {
        if (change.kind === "put") rows.set(change.name, change.data.slice());
        else if (change.kind === "delete") rows.delete(change.name);
        else for (const name of [...rows.keys()]) if (name.startsWith(change.prefix)) rows.delete(name);
    };
    return {
        get: async (name) => rows.get(name),
        list: async (prefix) =>
            [...rows].filter(([name]) => name.startsWith(prefix)).map(([name, data]) => ({ name, data })),
        write: async (changes) => changes.forEach(apply),
        close: async () => {},
    };
}
