import { err, ok } from "@valise/base";
import type { RecordChange, RecordKey, RecordStore, StoredRecord, StoreFailure } from "../../store/RecordStore.ts";

const unavailable = (): StoreFailure => ({ kind: "store-unavailable", cause: new Error("killed") });

/** A disk in memory that settles in microtasks. Each `open` is a process; after `kill` nothing of it reaches the disk. */
export function createFakeDisk() {
    const rows = new Map<string, Map<string, StoredRecord>>();
    let full = false;
    let damagedCount = 0;
    return {
        setFull: (value: boolean) => {
            full = value;
        },
        /** From now on each list says that so many of its records do not open. */
        setDamaged: (count: number) => {
            damagedCount = count;
        },
        open(): RecordStore & { kill(): void } {
            let dead = false;
            const table = (name: string) => rows.get(name) ?? rows.set(name, new Map()).get(name) ?? new Map();
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
                    return dead ? err(unavailable()) : ok({ records, damagedCount });
                },
                write: async (changes) => {
                    if (dead) return err(unavailable());
                    if (full && changes.some((change) => change.kind === "put")) return err({ kind: "store-full" });
                    for (const change of changes) applyTo(table(change.table), change);
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

const id = (key: RecordKey) => JSON.stringify([key.group, key.id]);

function applyTo(rows: Map<string, StoredRecord>, change: RecordChange): void {
    if (change.kind === "put") rows.set(id(change.key), structuredClone({ key: change.key, value: change.value }));
    else if (change.kind === "delete") rows.delete(id(change.key));
    else for (const [name, row] of rows) if (row.key.group === change.group) rows.delete(name);
}
