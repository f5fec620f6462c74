import { type Clock, epochMs, ok } from "@valise/base";
import { describe, expect, it, vi } from "vitest";
import { createRoomBook } from "../../rooms/RoomBook.ts";
import { refreshSummary } from "../../rooms/roomSummary.ts";
import { createRetention } from "./createRetention.ts";
import { createFakeGates, ruled } from "./testing/fakeGates.ts";
import { makeJudge, me, message, roomId, stands } from "./testing/labelledRoom.ts";

const DAY_MS = 86_400_000;
const nowMs = 100 * DAY_MS;

async function bench() {
    const book = createRoomBook();
    const entry = book.ensure(roomId);
    const { judge } = await makeJudge(stands);
    entry.judge = judge;
    const { gates, rule } = createFakeGates();
    const waiting: (() => void)[] = [];
    const time = { nowMs };
    const clock: Clock = {
        nowMs: () => epochMs(time.nowMs),
        monotonicMs: () => 0,
        after(_ms, call) {
            waiting.push(call);
            return { [Symbol.dispose]: () => {} };
        },
    };
    const discarded: string[] = [];
    const failed = { key: "old", state: "failed", queuedAtMs: nowMs - 9 * DAY_MS };
    const queued = { key: "waiting", state: "queued", queuedAtMs: nowMs - 9 * DAY_MS };
    const outbox = {
        entriesOf: () => [failed, queued] as never,
        discard: async (key: string) => {
            discarded.push(key);
            return ok();
        },
    };
    const flushed = { count: 0 };
    const roomStore = { loadRoom: async () => {}, flush: async () => void flushed.count++ };
    const retention = createRetention({ book, gates, roomStore, outbox, clock, myUserId: me });
    const [old, fresh] = [
        message("FR/DR", { body: "old", sentAtMs: nowMs - 8 * DAY_MS }),
        message("FR/DR", { body: "fresh", sentAtMs: nowMs - DAY_MS }),
    ];
    const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
    return { entry, rule, waiting, time, retention, discarded, flushed, old, fresh, settled };
}

const week = { maxAgeS: 7 * 86_400, hold: false };

describe("retention", () => {
    it("deletes older messages and failed sends of the room when its charter comes into use", async () => {
        const { entry, rule, old, fresh, discarded, flushed } = await bench();
        entry.timeline.append([old, fresh]);
        rule(roomId, ruled("FR/S", week));
        await vi.waitFor(() => expect(flushed.count).toBe(1));
        expect(entry.timeline.events).toEqual([fresh]);
        expect(entry.timelineDirty).toBe(true);
        expect(flushed.count).toBe(1);
        // What was queued and not sent is nothing that anybody has had yet.
        expect(discarded).toEqual(["old"]);
    });

    it("deletes the preview with its message, as time passes", async () => {
        const { entry, rule, fresh, settled, time, waiting } = await bench();
        entry.timeline.append([fresh]);
        refreshSummary(entry, me);
        rule(roomId, ruled("FR/S", week));
        await settled();
        expect(entry.record.preview?.text).toBe("fresh");
        time.nowMs += 7 * DAY_MS;
        for (const call of waiting.splice(0)) call();
        await vi.waitFor(() => expect(entry.record.preview).toBeNull());
        expect(entry.timeline.events).toEqual([]);
    });

    it("deletes nothing under a legal hold, without a limit, or in an unlabelled room", async () => {
        const { entry, rule, old, settled, retention } = await bench();
        entry.timeline.append([old]);
        for (const ruling of [ruled("FR/S", { ...week, hold: true }), ruled("FR/S"), { kind: "unlabelled" } as const]) {
            rule(roomId, ruling);
            await settled();
            expect(entry.timeline.events).toEqual([old]);
            expect(retention.within(roomId, [old])).toEqual([old]);
        }
    });

    it("takes nothing older in again", async () => {
        const { rule, old, fresh, retention } = await bench();
        rule(roomId, ruled("FR/S", week));
        expect(retention.within(roomId, [old, fresh])).toEqual([fresh]);
    });
});
