import type { Clock } from "@valise/base";
import { ok } from "@valise/base";
import { describe, expect, it } from "vitest";
import type { Outbox } from "../outbox/Outbox.ts";
import type { OutboxDraft } from "../outbox/OutboxEntry.ts";
import { createNameKeeper } from "./createNameKeeper.ts";
import { createRoomBook } from "./RoomBook.ts";

const roomId = "!r:a.example";
const alice = "@alice:a.example";
const bob = "@bob:b.example";

function bench(me: string, power: Readonly<Record<string, number>>) {
    let nowMs = 0;
    const timers: { atMs: number; call: () => void }[] = [];
    const clock: Clock = {
        nowMs: () => nowMs as never,
        monotonicMs: () => nowMs,
        after(delayMs, call) {
            const timer = { atMs: nowMs + delayMs, call };
            timers.push(timer);
            return { [Symbol.dispose]: () => void timers.splice(timers.indexOf(timer), 1) };
        },
    };
    const sent: OutboxDraft[] = [];
    const outbox = {
        enqueue: async (draft: OutboxDraft) => {
            sent.push(draft);
            return ok("key");
        },
    } as unknown as Outbox;
    const book = createRoomBook();
    const { record, members } = book.ensure(roomId);
    record.sealedName = { seq: 4, iatMs: 1_000, value: "Evacuation" };
    record.powerLevels = { users: power };
    for (const userId of [alice, bob]) members.set(userId, { userId, membership: "join", name: null, sender: null });
    const keeper = createNameKeeper({ book, outbox, clock, myUserId: me });
    const pass = async (ms: number) => {
        nowMs += ms;
        for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) {
            timers.splice(timers.indexOf(timer), 1);
            timer.call();
        }
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    };
    return { keeper, sent, pass };
}

describe("the name for people who come later", () => {
    it("is sent again with its sequence unchanged by whoever has the most power", async () => {
        const { keeper, sent, pass } = bench(alice, { [alice]: 100, [bob]: 50 });
        keeper.joined(roomId);
        await pass(2_000);
        expect(sent.map(({ payload }) => payload)).toEqual([
            {
                kind: "state",
                roomId,
                type: "m.room.name",
                stateKey: "",
                content: { name: "Evacuation", seq: 4, iat: 1 },
            },
        ]);
    });

    it("is left to the one above, and taken over when that one stays silent", async () => {
        const { keeper, sent, pass } = bench(bob, { [alice]: 100, [bob]: 50 });
        keeper.joined(roomId);
        await pass(10_000);
        expect(sent).toEqual([]);
        await pass(15_000);
        expect(sent).toHaveLength(1);
    });

    it("is not sent a second time when another member has done it", async () => {
        const { keeper, sent, pass } = bench(bob, { [alice]: 100, [bob]: 50 });
        keeper.joined(roomId);
        await pass(3_000);
        keeper.resent(roomId);
        await pass(60_000);
        expect(sent).toEqual([]);
    });

    it("is not sent by those who may not name the room", async () => {
        const { keeper, sent, pass } = bench(bob, { [alice]: 100 });
        keeper.joined(roomId);
        await pass(120_000);
        expect(sent).toEqual([]);
    });
});
