import { err, ok } from "@valise/base";
import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { createFakeClock } from "../outbox/testing/fakeClock.ts";
import { createRoomBook } from "../rooms/RoomBook.ts";
import { createPaginator } from "./createPaginator.ts";
import { parseEvent, type TimelineEvent } from "./TimelineEvent.ts";

const ROOM = "!r:mfa.example";
const rawAt = (n: number): JsonObject => ({
    ...{ event_id: `$${n}`, sender: "@a:mfa.example", origin_server_ts: n, type: "m.x", content: {} },
});
const eventAt = (n: number): TimelineEvent => {
    const event = parseEvent(rawAt(n), null, ROOM);
    if (event === null) throw new Error("not an event");
    return event;
};

/** A server that gives three events a page, of those it has; a device that holds the last two. */
function play() {
    const book = createRoomBook();
    const entry = book.ensure(ROOM);
    entry.timeline.reset([eventAt(8), eventAt(9)], null);
    const server = { has: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], answers: true };
    const asked: string[] = [];
    /** What happens while the next page is on its way. */
    let meanwhile = () => {};
    const http = {
        async request(_method: string, _path: string, { query }: { readonly query: { readonly from?: string } }) {
            asked.push(query.from ?? "end");
            const before = Number(query.from ?? 10);
            await Promise.resolve();
            meanwhile();
            meanwhile = () => {};
            if (!server.answers) return err({ kind: "no-answer", reached: false, cause: null });
            const page = server.has.filter((n) => n < before).slice(-3);
            const end = page[0] === 0 ? undefined : String(page[0]);
            return ok({ chunk: page.toReversed().map(rawAt), ...(end !== undefined && { end }) });
        },
    };
    const account = { http, book, clock: createFakeClock(), session: { userId: "@me:mfa.example" } };
    const decryptor = { decryptAll: async () => [] };
    const retention = { within: (_room: string, events: readonly TimelineEvent[]) => events, limitMs: () => null };
    const read: string[] = [];
    const told = (_entry: unknown, events: readonly TimelineEvent[]) =>
        void read.push(...events.map(({ eventId }) => eventId));
    const paginator = createPaginator({ ...account, decryptor } as never, retention as never, told);
    const ids = () => entry.timeline.events.map(({ eventId }) => Number(eventId.slice(1)));
    return { entry, server, asked, read, paginator, ids, during: (run: () => void) => (meanwhile = run) };
}

it("reads older events from where they continue, to the start of the room", async () => {
    const room = play();
    expect(await room.paginator.back(ROOM, 4)).toEqual(ok({ startReached: false }));
    expect(room.ids()).toEqual([4, 5, 6, 7, 8, 9]);
    expect(await room.paginator.back(ROOM, 40)).toEqual(ok({ startReached: true }));
    expect(room.ids()).toEqual(room.server.has);
});

it("asks again where what was held has been dropped since: that page is not what comes before", async () => {
    const room = play();
    room.entry.timeline.continueAt("5");
    room.during(() => room.entry.timeline.reset([eventAt(9)], null));
    await room.paginator.back(ROOM, 2);
    expect(room.ids()).toEqual([7, 8, 9]);
    expect(room.asked.slice(0, 2)).toEqual(["5", "end"]);
});

it("reads again from the newest event to the last one known, and puts in what is missing", async () => {
    const room = play();
    room.entry.timeline.reset([2, 3, 6, 9].map(eventAt), "2");
    room.server.has = [0, 1, 2, 3, 5, 6, 8, 9];
    expect(await room.paginator.again(ROOM, "$3", 50)).toEqual(ok({ found: 2 }));
    expect(room.ids()).toEqual([2, 3, 5, 6, 8, 9]);
    expect(room.read).toEqual(["$8", "$5"]);
    // Older ones continue where they did.
    expect(room.entry.timeline.prevBatch).toBe("2");
    expect(await room.paginator.again(ROOM, "$3", 50)).toEqual(ok({ found: 0 }));
});

it("reads so many pages at most, goes on from there, and says when the server does not answer", async () => {
    const room = play();
    await room.paginator.again(ROOM, "$0", 2);
    expect(room.ids()).toEqual([4, 5, 6, 7, 8, 9]);
    expect(room.entry.timeline.prevBatch).toBe("4");
    room.server.answers = false;
    expect((await room.paginator.again(ROOM, "$0", 2)).ok).toBe(false);
    expect(room.ids()).toEqual([4, 5, 6, 7, 8, 9]);
});

it("says that there is more where what was held was dropped meanwhile", async () => {
    const room = play();
    room.during(() => room.entry.timeline.reset([eventAt(9)], null));
    expect(await room.paginator.again(ROOM, "$0", 1)).toEqual(ok({ found: 1 }));
    expect(room.ids()).toEqual([9]);
});
