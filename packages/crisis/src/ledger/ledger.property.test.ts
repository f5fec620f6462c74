import { unwrap } from "@valise/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyEntry } from "../../test/arbitraries.ts";
import { canonicalJson, utf8Length } from "../encoding/canonicalJson.ts";
import { batchesOf, entriesBeyond, type Ledger, mergeEntries, parseBatch } from "./Ledger.ts";
import { type LedgerEntry, MAX_BATCH_BYTES } from "./wire.ts";

const empty: Ledger = new Map();
const textOf = (ledger: Ledger): string => canonicalJson([...ledger.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));
const merged = (entries: readonly LedgerEntry[]): string => textOf(mergeEntries(empty, entries));
const history = fc.array(anyEntry, { maxLength: 30 });

describe("a ledger", () => {
    it("is the same in any order and with any repetition", () => {
        const shuffled = history.chain((entries) =>
            fc.tuple(
                fc.constant(entries),
                fc.shuffledSubarray(entries, { minLength: entries.length }),
                fc.subarray(entries),
            ),
        );
        fc.assert(
            fc.property(shuffled, ([entries, otherOrder, again]) => {
                expect(merged([...otherOrder, ...again])).toBe(merged(entries));
            }),
            { numRuns: 200 },
        );
    });

    it("is the same however it is split between the devices of a cell", () => {
        fc.assert(
            fc.property(fc.array(fc.tuple(anyEntry, fc.nat(2)), { maxLength: 30 }), (parts) => {
                const devices = [0, 1, 2].map((device) =>
                    mergeEntries(
                        empty,
                        parts.filter(([, at]) => at === device).map(([entry]) => entry),
                    ),
                );
                const joined = devices.reduceRight((ledger, device) => mergeEntries(ledger, device.values()), empty);
                expect(textOf(joined)).toBe(merged(parts.map(([entry]) => entry)));
            }),
            { numRuns: 200 },
        );
    });

    it("passes through batches unchanged, none of them too large", () => {
        fc.assert(
            fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 400, size: "max" }), (entries) => {
                const ledger = mergeEntries(empty, entries);
                const batches = batchesOf([...ledger.values()]);
                const read = batches.map((batch) => unwrap(parseBatch(JSON.parse(JSON.stringify(batch)))));
                expect(
                    textOf(
                        mergeEntries(
                            empty,
                            read.flatMap((batch) => batch.entries),
                        ),
                    ),
                ).toBe(textOf(ledger));
                expect(batches.every((batch) => utf8Length(canonicalJson(batch)) <= MAX_BATCH_BYTES)).toBe(true);
            }),
            { numRuns: 20 },
        );
    });

    it("publishes what is new and nothing twice", () => {
        fc.assert(
            fc.property(history, history, (before, after) => {
                const published = mergeEntries(empty, before);
                const ledger = mergeEntries(published, after);
                const news = entriesBeyond(ledger, published);
                expect(textOf(mergeEntries(published, news))).toBe(textOf(ledger));
                expect(entriesBeyond(ledger, ledger)).toEqual([]);
                expect(news.length).toBeLessThanOrEqual(after.length);
            }),
            { numRuns: 100 },
        );
    });

    it("fills a batch up before it begins the next", () => {
        const many = Array.from(
            { length: 1_000 },
            (_each, n): LedgerEntry => ({
                t: "undecryptable",
                event: "$e",
                who: `@p${String(n).padStart(4, "0")}:mfa.example`,
                atS: 1,
            }),
        );
        const sizes = batchesOf(many).map((batch) => utf8Length(canonicalJson(batch)));
        expect(sizes.slice(0, -1).every((size) => size > MAX_BATCH_BYTES - 100)).toBe(true);
        expect(batchesOf([])).toEqual([]);
    });
});
