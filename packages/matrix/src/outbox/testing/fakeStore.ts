import { err, ok } from "@valise/base";
import type { RecordStore, StoredRecord, StoreFailure } from "../../store/RecordStore.ts";

const unavailable = (): StoreFailure => ({ kind: "store-unavailable", cause: new Error("killed") });

/** A disk in memory that settles in microtasks. Each `open` is a process; after `kill` nothing of it reaches the disk. */
export function createFakeDisk() {
    const rows = new Map<string, Map<string, StoredRecord>>();
    let full = false;
    return {
        setFull: (value: boolean) => {
            full = value;
        },
        open(): RecordStore & { kill(): void } {
            let dead = false;
            const table = (name: string) => rows.get(name) ?? rows.set(name, new Map()).get(name) ?? new Map();
            const id = (key: { group: string; id: string }) => JSON.stringify([key.group, key.id]);
            return {
                kill: () => {
                    dead = true;
                },
                get: async (name, key) =>
                    dead ? err(unavailable()) : ok(structuredClone(table(name).get(id(key))?.value ?? null)),
                list: async (name, group) => {
                    const all: StoredRecord[] = [...table(name).values()];
                    const records = structuredClone(
                        all.filter((row) => group === undefined || row.key.group === group),
                    );
                    return dead ? err(unavailable()) : ok({ records, damagedCount: 0 });
                },
                write: async (changes) => {
                    if (dead) return err(unavailable());
                    if (full && changes.some((change) => change.kind === "put")) return err({ kind: "store-full" });
                    for (const change of changes) {
                        const target = table(change.table);
                        if (change.kind === "put") {
                            target.set(id(change.key), structuredClone({ key: change.key, value: change.value }));
                        } else if (change.kind === "delete") target.delete(id(change.key));
                        else for (const [name, row] of target) if (row.key.group === change.group) target.delete(name);
                    }
                    return ok();
                },
                clear: async () => {
                    rows.clear();
                    return ok();
                },
                close: async () => {},
            };
        },
    };
}
