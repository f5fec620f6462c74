import { err, ok } from "@valise/base";
import { expect, it } from "vitest";
import { createFakeClock } from "../outbox/testing/fakeClock.ts";
import { createFakeDisk } from "../outbox/testing/fakeStore.ts";
import { createRoomBook } from "../rooms/RoomBook.ts";
import { createCatchUp, type Gap } from "./createCatchUp.ts";
import { parseEvent, type TimelineEvent } from "./TimelineEvent.ts";

const ROOM = "!channel:mfa.example";
const eventAt = (n: number): TimelineEvent => {
    const raw = { event_id: `$${n}`, sender: "@a:mfa.example", origin_server_ts: n, type: "m.x", content: {} };
    const event = parseEvent(raw, null, ROOM);
    if (event === null) throw new Error("not an event");
    return { ...event, position: `S ${n}` };
};
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const dropped: Gap = { since: eventAt(2), isDropped: true, isHole: false };

/** A room of which a device that knew up to 2 was told only of 8 and 9; its server has fetched 0 to 9, or what it is told to. */
function play(disk = createFakeDisk(), type = "org.valise.channel") {
    const store = disk.open();
    const book = createRoomBook();
    const entry = book.ensure(ROOM);
    Object.assign(entry.record, { membership: "join", type });
    entry.timeline.reset([eventAt(8), eventAt(9)], null);
    const asked: string[] = [];
    const server = { has: range(0, 9), answers: true };
    const clock = createFakeClock();
    const paginator = {
        again: async (_roomId: string, since: string) => {
            if (!server.answers) return err({ kind: "server-unreachable" } as const);
            asked.push(since);
            const page = server.has.filter((n) => n >= Number(since.slice(1))).map(eventAt);
            return ok({ found: entry.timeline.weave(page, true).length });
        },
    };
    const catchUp = createCatchUp({ store, clock, book, paginator });
    return { store, book, entry, asked, clock, catchUp, server };
}
const idsOf = ({ entry }: ReturnType<typeof play>) => entry.timeline.events.map(({ eventId }) => eventId);
const idsFrom = (from: number) => range(from, 9).map((n) => `$${n}`);

it("reads back to the last event that was known, once", async () => {
    const room = play();
    await room.catchUp.missing(room.entry, dropped);
    await room.clock.advance(600_000);
    expect(idsOf(room)).toEqual(idsFrom(2));
    expect(room.asked).toEqual(["$2"]);
    expect(room.entry.readingBack).toBe(false);
});

it("reads on while the server is still fetching what was said behind a cut", async () => {
    const room = play();
    room.server.has = [2, 7, 8, 9];
    await room.catchUp.missing(room.entry, { ...dropped, isHole: true });
    await room.clock.advance(0);
    expect(idsOf(room)).toEqual(["$2", "$7", "$8", "$9"]);
    room.server.has = range(0, 9);
    await room.clock.advance(2_000);
    expect(idsOf(room)).toEqual(idsFrom(2));
    await room.clock.advance(600_000);
    expect(room.asked.length).toBe(3);
});

it("reads nothing for what passed another on its way and comes a moment later, and everything for what does not come", async () => {
    const room = play();
    room.entry.timeline.reset([eventAt(2), eventAt(4)], null);
    const gap: Gap = { since: eventAt(2), isDropped: false, isHole: true };
    await room.catchUp.missing(room.entry, gap);
    await room.clock.advance(100);
    room.entry.timeline.append([eventAt(3)]);
    await room.clock.advance(600_000);
    expect(room.asked).toEqual([]);
    expect(await room.store.list("crisis", "catchUp")).toMatchObject({ value: { records: [] } });

    room.entry.timeline.append([eventAt(6)]);
    await room.catchUp.missing(room.entry, { ...gap, since: eventAt(4) });
    await room.clock.advance(499);
    expect(room.asked).toEqual([]);
    await room.clock.advance(1);
    expect(room.asked).toEqual(["$4"]);
    expect(room.entry.timeline.has("$5")).toBe(true);
});

it("gives up after two minutes on what may never have been sent", async () => {
    const room = play();
    room.server.has = [2, 7, 8, 9];
    await room.catchUp.missing(room.entry, { ...dropped, isHole: true });
    await room.clock.advance(600_000);
    expect(room.asked.length).toBe(7);
    expect(room.entry.readingBack).toBe(false);
});

it("reaches the oldest end of what is missing, also when it is heard of later", async () => {
    const room = play();
    room.entry.timeline.reset([eventAt(1), eventAt(4), eventAt(9)], null);
    room.server.has = [9];
    const gap = { isDropped: false, isHole: true };
    await room.catchUp.missing(room.entry, { ...gap, since: eventAt(4) });
    await room.clock.advance(500);
    room.server.has = range(0, 9);
    await room.catchUp.missing(room.entry, { ...gap, since: eventAt(1) });
    await room.clock.advance(5_000);
    expect(idsOf(room)).toEqual(idsFrom(1));
});

it("goes on when the server answers again, and after a kill", async () => {
    const disk = createFakeDisk();
    const before = play(disk);
    before.server.answers = false;
    await before.catchUp.missing(before.entry, dropped);
    await before.clock.advance(0);
    expect(before.asked).toEqual([]);
    before.server.answers = true;
    before.store.kill();
    before.catchUp.stop();
    await before.clock.advance(60_000);
    expect(before.asked).toEqual([]);

    const after = play(disk);
    await after.catchUp.resume();
    await after.clock.advance(60_000);
    expect(idsOf(after)[0]).toBe("$2");
    const again = play(disk);
    await again.catchUp.resume();
    await again.clock.advance(0);
    expect(again.asked).toEqual([]);
});

it("leaves ordinary rooms to whoever opens them, unless nobody would see that something is missing", async () => {
    const room = play(createFakeDisk(), "m.room");
    await room.catchUp.missing(room.entry, dropped);
    await room.catchUp.missing(room.entry, { ...dropped, isHole: true });
    await room.clock.advance(0);
    expect(room.asked).toEqual([]);
    room.catchUp.opened(ROOM);
    await room.clock.advance(0);
    expect(idsOf(room)).toEqual(idsFrom(2));

    const unseen = play(createFakeDisk(), "m.room");
    await unseen.catchUp.missing(unseen.entry, { ...dropped, isDropped: false, isHole: true });
    await unseen.clock.advance(500);
    expect(idsOf(unseen)).toEqual(idsFrom(2));
});
