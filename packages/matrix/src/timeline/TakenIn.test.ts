import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredValue } from "../store/RecordStore.ts";
import { createTakenIn, type TakenIn } from "./TakenIn.ts";
import { parseEvent, type TimelineEvent } from "./TimelineEvent.ts";

function at(index: number, { session = "S", sender = "@b:x", sentAtMs = 1, body = "decrypted" as const } = {}) {
    const raw = { event_id: `$${index}`, sender, type: "m.x", content: {}, origin_server_ts: sentAtMs };
    const parsed = parseEvent(raw, null, "!r:x");
    if (parsed === null) throw new Error("not an event");
    return { ...parsed, body, position: `${session} ${index}` } satisfies TimelineEvent;
}

function kept(taken: TakenIn): { readonly value: string; readonly again: TakenIn } {
    const again = createTakenIn();
    const changes = taken.takeUnsaved();
    for (const { senderId, value } of changes) again.load(senderId, JSON.parse(JSON.stringify(value)) as StoredValue);
    return { value: JSON.stringify(changes), again };
}

describe("what has been read", () => {
    it("is known, in any order, also after a restart; nothing else is", () => {
        const indexes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 });
        fc.assert(
            fc.property(indexes, indexes, (before, after) => {
                const first = createTakenIn();
                for (const index of before) first.add(at(index));
                const { again } = kept(first);
                for (const index of after) again.add(at(index));
                for (let index = 0; index <= 41; index++) {
                    expect(first.has(at(index))).toBe(before.includes(index));
                    expect(again.has(at(index))).toBe([...before, ...after].includes(index));
                }
            }),
        );
    });

    it("joins what is kept to what was read while the disk was asked", () => {
        const first = createTakenIn();
        first.add(at(1));
        const later = createTakenIn();
        later.add(at(2));
        for (const { senderId, value } of first.takeUnsaved()) later.load(senderId, value);
        expect([0, 1, 2, 3].map((index) => later.has(at(index)))).toEqual([false, true, true, false]);
    });

    it("is a sender's own place: another's session of that name says nothing of it", () => {
        const taken = createTakenIn();
        taken.add(at(3));
        expect(taken.has(at(3, { sender: "@c:x" }))).toBe(false);
        expect(taken.has(at(3, { session: "T" }))).toBe(false);
    });

    it("is only what was decrypted: a place that is claimed is none", () => {
        const taken = createTakenIn();
        for (const body of ["unreadable", "refused", "malformed"] as const) {
            taken.add({ ...at(3), body });
            expect(taken.has(at(3))).toBe(false);
        }
        taken.add(at(3));
        expect(taken.has({ ...at(3), body: "refused" })).toBe(false);
    });

    it("takes a hundred messages of a session no more room than one, and is written only when it grew", () => {
        const taken = createTakenIn();
        for (let index = 0; index < 100; index++) taken.add(at(index));
        expect(kept(taken).value.length).toBeLessThan(60);
        taken.add(at(50));
        expect(taken.takeUnsaved()).toEqual([]);
    });

    it("is forgotten of a sender's oldest sessions first, whatever order they are read in, and never of another's", () => {
        const taken = createTakenIn();
        taken.add(at(0, { sender: "@c:x" }));
        for (let session = 99; session >= 0; session--) taken.add(at(0, { session: `S${session}`, sentAtMs: session }));
        const known = Array.from({ length: 100 }, (_, session) => taken.has(at(0, { session: `S${session}` })));
        expect(known.indexOf(true)).toBe(100 - 64);
        expect(known.lastIndexOf(false)).toBe(100 - 64 - 1);
        expect(taken.has(at(0, { sender: "@c:x" }))).toBe(true);
    });

    it("is bounded also where somebody leaves out every second place", () => {
        const taken = createTakenIn();
        for (let index = 0; index < 1_000; index += 2) taken.add(at(index));
        expect(kept(taken).value.length).toBeLessThan(64 * 10);
        expect(taken.has(at(998))).toBe(true);
    });

    it("is nothing where what is kept is of another shape", () => {
        const taken = createTakenIn();
        for (const value of [null, "x", [1], { S: "x" }, { S: [] }, { S: [1, 2] }]) taken.load("@b:x", value);
        expect(taken.has(at(2))).toBe(false);
        taken.add(at(2));
        expect(taken.has(at(2))).toBe(true);
    });
});
