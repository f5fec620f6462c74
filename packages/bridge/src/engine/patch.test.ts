import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OutboxSnapshot } from "./outboxSnapshot.ts";
import { applyPatch, diffSnapshot } from "./patch.ts";
import type { RoomRowSnapshot, RoomsSnapshot } from "./roomSnapshot.ts";

const row = (roomId: string, unreadCount: number) => ({ roomId, unreadCount }) as unknown as RoomRowSnapshot;
const rooms = (...rows: RoomRowSnapshot[]): RoomsSnapshot => ({ loaded: "all", rows });

const anyRooms = fc
    .uniqueArray(fc.record({ roomId: fc.constantFrom("a", "b", "c", "d", "e"), unreadCount: fc.nat(3) }), {
        selector: (r) => r.roomId,
    })
    .map((rows) => rooms(...rows.map((r) => row(r.roomId, r.unreadCount))));

describe("patches", () => {
    it("lead from any snapshot to any other", () => {
        fc.assert(
            fc.property(anyRooms, anyRooms, (before, after) => {
                const patch = diffSnapshot("rooms", before, after);
                expect(patch === null ? before : applyPatch("rooms", before, patch)).toEqual(after);
            }),
        );
    });

    it("carry only the rows that changed, and keep the others' identity", () => {
        const kept = row("a", 0);
        const before = rooms(kept, row("b", 0));
        const patch = diffSnapshot("rooms", before, rooms(kept, row("b", 1)));
        expect(patch).toMatchObject({ upsert: [{ roomId: "b", unreadCount: 1 }], order: null, fields: {} });
        expect(applyPatch("rooms", before, patch!).rows[0]).toBe(kept);
    });

    it("are not made when nothing changed", () => {
        const before = rooms(row("a", 0));
        expect(diffSnapshot("rooms", before, { ...before })).toBeNull();
    });

    it("carry fields of topics without rows", () => {
        const before: OutboxSnapshot = {
            queuedCount: 0,
            failedCount: 0,
            damagedCount: 0,
            oldestAtMs: null,
            expired: [],
        };
        expect(diffSnapshot("outbox", before, { ...before, queuedCount: 2 })).toMatchObject({
            fields: { queuedCount: 2 },
        });
    });

    it("refuse a change before its snapshot, and an order that names an unknown row", () => {
        const change = { kind: "change", fields: {}, upsert: [], order: ["x"] } as const;
        expect(() => applyPatch("rooms", null, change)).toThrow();
        expect(() => applyPatch("rooms", rooms(), change)).toThrow();
    });
});
