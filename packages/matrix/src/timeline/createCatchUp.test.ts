import { err, ok } from "@valise/base";
import { expect, it } from "vitest";
import { createFakeClock } from "../outbox/testing/fakeClock.ts";
import { createFakeDisk } from "../outbox/testing/fakeStore.ts";
import { createRoomBook } from "../rooms/RoomBook.ts";
import { createCatchUp } from "./createCatchUp.ts";
import { parseEvent, type TimelineEvent } from "./TimelineEvent.ts";

const ROOM = "!channel:mfa.example";
const eventAt = (n: number): TimelineEvent => {
    const raw = { event_id: `$${n}`, sender: "@a:mfa.example", origin_server_ts: n, type: "m.x", content: {} };
    const event = parseEvent(raw, null, ROOM);
    if (event === null) throw new Error("not an event");
    return event;
};

/** A room whose server holds events 0 to 9, of which a device that knew up to 2 was told only of 8 and 9. */
function play(disk = createFakeDisk(), type = "org.valise.channel") {
    const store = disk.open();
    const book = createRoomBook();
    const entry = book.ensure(ROOM);
    Object.assign(entry.record, { membership: "join", type });
    entry.timeline.reset([eventAt(8), eventAt(9)], "older");
    const asked: number[] = [];
    let answers = true;
    const clock = createFakeClock();
    const paginator = {
        back: async () => {
            if (!answers) return err({ kind: "server-unreachable" } as const);
            const first = Number(entry.timeline.events[0]?.eventId.slice(1));
            asked.push(first);
            const page = [first - 2, first - 1].filter((n) => n >= 0);
            entry.timeline.prepend(page.map(eventAt), first - 2 <= 0 ? null : "older");
            return ok({ startReached: entry.timeline.startReached });
        },
    };
    const setAnswers = (value: boolean) => {
        answers = value;
    };
    const catchUp = createCatchUp({ store, clock, book, paginator });
    return { ...{ store, book, entry, asked, clock, catchUp }, setAnswers };
}
const idsOf = ({ entry }: ReturnType<typeof play>) => entry.timeline.events.map(({ eventId }) => eventId);

it("reads back to the last event that was known, and no further", async () => {
    const room = play();
    await room.catchUp.missing(room.entry, eventAt(2));
    await room.clock.advance(0);
    expect(idsOf(room)).toEqual(["$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9"]);
    expect(room.entry.readingBack).toBe(false);
});

it("goes on when the server answers again, and after a kill", async () => {
    const disk = createFakeDisk();
    const before = play(disk);
    before.setAnswers(false);
    await before.catchUp.missing(before.entry, eventAt(2));
    await before.clock.advance(0);
    expect(before.asked).toEqual([]);
    before.setAnswers(true);
    before.store.kill();
    before.catchUp.stop();
    await before.clock.advance(60_000);
    expect(before.asked).toEqual([]);

    const after = play(disk);
    await after.catchUp.resume();
    await after.clock.advance(0);
    expect(idsOf(after)[0]).toBe("$2");
    const again = play(disk);
    await again.catchUp.resume();
    await again.clock.advance(0);
    expect(again.asked).toEqual([]);
});

it("leaves ordinary rooms to whoever opens them", async () => {
    const room = play(createFakeDisk(), "m.room");
    await room.catchUp.missing(room.entry, eventAt(2));
    await room.clock.advance(0);
    expect(room.asked).toEqual([]);
});
