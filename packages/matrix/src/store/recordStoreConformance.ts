import { unwrap } from "@valise/base";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OpenedStore, OpenStoreFailure, StoreProtection } from "./openOptions.ts";
import { openRecordStore, type StoreMigration } from "./openRecordStore.ts";
import type { RecordBackend } from "./RecordBackend.ts";
import type { RecordStore, StoredValue } from "./RecordStore.ts";

/** One place where records lie; each `open` is a new process on the same disk. */
export interface BackendBench {
    open(): Promise<RecordBackend>;
    dispose(): Promise<void>;
}

const protection: StoreProtection = { kind: "key", key: new Uint8Array(32).fill(7) };
const at = (group: string, id: string) => ({ group, id });

const storable = fc.letrec<{ value: StoredValue }>((tie) => ({
    value: fc.oneof(
        { depthSize: "small" },
        fc.constant(null),
        fc.boolean(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
        fc.string({ unit: "binary-ascii" }),
        fc.uint8Array({ maxLength: 40 }),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("\u0000", "\u0000\u0000x", "__proto__")), tie("value"), {
            maxKeys: 4,
            noNullPrototype: true,
        }),
    ),
})).value;

/** What holds for every place records may lie. Run against memory and against IndexedDB. */
export function describeRecordStore(name: string, makeBench: () => Promise<BackendBench>): void {
    describe(`record store on ${name}`, () => {
        let bench: BackendBench;
        let store: RecordStore;
        const opened: RecordStore[] = [];

        async function open(by: StoreProtection | null = protection, migrations?: readonly StoreMigration[]) {
            const backend = await bench.open();
            const result = await openRecordStore(backend, by, migrations);
            if (result.ok) opened.push(result.value.store);
            else await backend.close();
            return result;
        }
        async function reopen(): Promise<OpenedStore> {
            await store.close();
            const next = unwrap(await open());
            store = next.store;
            return next;
        }

        beforeEach(async () => {
            bench = await makeBench();
            store = unwrap(await open()).store;
        });
        afterEach(async () => {
            for (const each of opened.splice(0)) await each.close();
            await bench.dispose();
        });

        it("gives back any value, across a restart", async () => {
            await fc.assert(
                fc.asyncProperty(storable, async (value) => {
                    unwrap(await store.write([{ kind: "put", table: "rooms", key: at("g", "1"), value }]));
                    expect(unwrap(await store.get("rooms", at("g", "1")))).toEqual(value);
                }),
                { numRuns: 40 },
            );
            unwrap(await store.write([{ kind: "put", table: "rooms", key: at("g", "2"), value: { a: [1, "é"] } }]));
            await reopen();
            expect(unwrap(await store.get("rooms", at("g", "2")))).toEqual({ a: [1, "é"] });
            expect(unwrap(await store.get("drafts", at("g", "2")))).toBeNull();
        });

        it("lists a group or a table in order, and deletes a group without its neighbours", async () => {
            const put = (group: string, id: string) =>
                ({ kind: "put", table: "timeline", key: at(group, id), value: `${group}${id}` }) as const;
            unwrap(await store.write([put("!b", "2"), put("!a", "1"), put("!b", "1"), put("!a/x", "1"), put("", "0")]));
            const listed = async (group?: string) =>
                unwrap(await store.list("timeline", group)).records.map((record) => record.value);
            expect(await listed("!b")).toEqual(["!b1", "!b2"]);
            expect(await listed()).toEqual(["0", "!a1", "!a/x1", "!b1", "!b2"]);
            unwrap(await store.write([{ kind: "delete-group", table: "timeline", group: "!a" }]));
            expect(await listed()).toEqual(["0", "!a/x1", "!b1", "!b2"]);
            unwrap(await store.clear());
            expect(await listed()).toEqual([]);
        });

        it("writes a batch over several tables whole or not at all, later changes last", async () => {
            const key = at("", "k");
            unwrap(
                await store.write([
                    { kind: "put", table: "drafts", key, value: 1 },
                    { kind: "put", table: "drafts", key, value: 2 },
                ]),
            );
            let deep: StoredValue = [];
            for (let depth = 0; depth < 600; depth++) deep = [deep];
            const refused = await store.write([
                { kind: "put", table: "drafts", key, value: 3 },
                { kind: "put", table: "rooms", key, value: deep },
            ]);
            expect(refused).toEqual({ ok: false, error: { kind: "not-storable", table: "rooms" } });
            expect(unwrap(await store.get("drafts", key))).toBe(2);
        });

        it("keeps the order of batches that were asked for at once", async () => {
            const key = at("", "k");
            const writes = Array.from({ length: 20 }, (_, value) =>
                store.write([{ kind: "put", table: "settings", key, value }]),
            );
            await Promise.all(writes);
            expect(unwrap(await store.get("settings", key))).toBe(19);
        });

        it("shows neither names nor values on the disk", async () => {
            const value = "CANARY-body";
            unwrap(
                await store.write([{ kind: "put", table: "rooms", key: at("!CANARY-room", "$CANARY-event"), value }]),
            );
            const backend = await bench.open();
            const rows = [...(await backend.list("rooms/")), ...(await backend.list("header/"))];
            await backend.close();
            const disk = rows.map(({ name, data }) => name + Buffer.from(data as Uint8Array).toString("latin1")).join();
            expect(rows).toHaveLength(3);
            expect(disk).not.toContain("CANARY");
        });

        it("tells a wrong key from damage, and changes nothing for either", async () => {
            unwrap(await store.write([{ kind: "put", table: "rooms", key: at("", "a"), value: "kept" }]));
            await store.close();
            const wrong = await open({ kind: "key", key: new Uint8Array(32).fill(8) });
            expect(wrong).toEqual({ ok: false, error: { kind: "store-key-wrong" } });
            expect(await open(null)).toEqual({ ok: false, error: { kind: "locked", by: "key" } });
            store = unwrap(await open()).store;
            expect(unwrap(await store.get("rooms", at("", "a")))).toBe("kept");
        });

        it("loses only the record that is damaged, and leaves it where it is", async () => {
            for (const id of ["a", "b"]) {
                unwrap(await store.write([{ kind: "put", table: "rooms", key: at("", id), value: id }]));
            }
            const backend = await bench.open();
            const [first, second] = await backend.list("rooms/");
            const data = Uint8Array.from(first?.data as Uint8Array, (byte, index) => (index === 20 ? byte ^ 1 : byte));
            await backend.write([{ kind: "put", name: first?.name ?? "", data }], true);
            const list = unwrap(await store.list("rooms"));
            expect([list.records.length, list.damagedCount]).toEqual([1, 1]);

            // A record moved to another's place is damage too.
            await backend.write([{ kind: "put", name: first?.name ?? "", data: second?.data as Uint8Array }], true);
            expect(unwrap(await store.list("rooms")).damagedCount).toBe(1);
            expect(await backend.list("rooms/")).toHaveLength(2);
            await backend.close();
            const lost = list.records[0]?.value === "a" ? "b" : "a";
            expect(await store.get("rooms", at("", lost))).toEqual({
                ok: false,
                error: { kind: "store-corrupt", table: "rooms" },
            });
        });

        it("survives damage to one copy of its header, and refuses when both are damaged", async () => {
            await store.close();
            const backend = await bench.open();
            await backend.write([{ kind: "put", name: "header/a", data: new Uint8Array(50) }], true);
            store = unwrap(await open()).store;
            await store.close();
            for (const name of ["header/a", "header/b"]) {
                await backend.write([{ kind: "put", name, data: new Uint8Array(50) }], true);
            }
            await backend.close();
            expect(await open()).toEqual({ ok: false, error: { kind: "store-header-corrupt" } });
        });

        it("opens with a passphrase, however its letters were composed, and with no other", async () => {
            await bench.dispose();
            bench = await makeBench();
            const made = unwrap(await open({ kind: "passphrase", passphrase: "é pericoloso" }));
            expect(made.created).toBe(true);
            unwrap(await made.store.write([{ kind: "put", table: "rooms", key: at("", "a"), value: 1 }]));
            await made.store.close();
            expect(await open({ kind: "passphrase", passphrase: "e pericoloso" })).toMatchObject({
                error: { kind: "store-key-wrong" },
            });
            expect(await open(protection)).toMatchObject({ error: { kind: "store-key-wrong" } });
            const again = unwrap(await open({ kind: "passphrase", passphrase: "e\u0301 pericoloso" }));
            expect(unwrap(await again.store.get("rooms", at("", "a")))).toBe(1);
            expect(again.cryptoStoreKey).toEqual(made.cryptoStoreKey);
        });

        it("migrates once, goes on after a kill in the middle, and refuses a newer store", async () => {
            const ran: string[] = [];
            const step = (name: string, fails = false): StoreMigration => {
                return async () => {
                    ran.push(name);
                    if (fails) throw new Error("killed");
                };
            };
            await store.close();
            expect(await open(protection, [step("1-2"), step("2-3", true)])).toMatchObject({
                error: { kind: "store-unavailable" } satisfies Partial<OpenStoreFailure>,
            });
            const steps = [step("1-2"), step("2-3")];
            await unwrap(await open(protection, steps)).store.close();
            await unwrap(await open(protection, steps)).store.close();
            expect(ran).toEqual(["1-2", "2-3", "2-3"]);
            expect(await open()).toEqual({ ok: false, error: { kind: "store-newer", version: 3, supported: 1 } });
        });

        it("refuses after closing", async () => {
            await store.close();
            expect(await store.get("rooms", at("", "a"))).toMatchObject({ error: { kind: "store-unavailable" } });
        });
    });
}
