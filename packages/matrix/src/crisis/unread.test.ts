import { expect, it } from "vitest";
import { createFakeClock } from "../outbox/testing/fakeClock.ts";
import { createUnread } from "./createUnread.ts";

const ROOM = "!channel:mfa.example";

/** A channel with one event that becomes readable at the try `readableAt`. */
function play(readableAt: number) {
    const clock = createFakeClock();
    const event = { eventId: "$1", senderId: "@b:mod.example", body: "unreadable", wire: {} };
    const entry = { record: { roomId: ROOM, type: "org.valise.channel" }, timeline: { events: [event] } };
    const said: unknown[] = [];
    let tries = 0;
    const account = {
        clock,
        session: { userId: "@a:mfa.example" },
        book: { get: () => entry },
        healer: {
            retryRoom: async () => {
                if (++tries >= readableAt) event.body = "decrypted";
            },
        },
        crisis: {
            answers: {
                get: () => (said.length > 0 ? said[0] : null),
                say: async (...all: unknown[]) => said.push(all),
            },
        },
    };
    const unread = createUnread(() => account as never);
    unread.note(entry as never);
    return { clock, said, tries: () => tries, unread };
}

it("tries an unreadable message again until it can be read, and says nothing of it", async () => {
    const { clock, said, tries } = play(3);
    await clock.advance(1_000);
    expect(tries()).toBe(1);
    await clock.advance(600_000);
    expect([tries(), said]).toEqual([3, []]);
});

it("reports what stays unreadable in a channel, once, and goes on trying", async () => {
    const { clock, said, tries } = play(Number.POSITIVE_INFINITY);
    for (const ms of [1_000, 3_000, 10_000, 30_000]) await clock.advance(ms);
    expect([tries(), said]).toEqual([4, []]);
    await clock.advance(60_000);
    expect(said).toEqual([[{ event: "$1" }, ROOM, { undecryptableS: expect.any(Number) }]]);
    await clock.advance(300_000);
    await clock.advance(300_000);
    expect([tries(), said.length]).toEqual([7, 1]);
});
