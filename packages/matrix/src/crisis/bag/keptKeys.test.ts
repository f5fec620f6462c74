import { expect, it } from "vitest";
import { createFakeClock } from "../../outbox/testing/fakeClock.ts";
import { createFakeDisk } from "../../outbox/testing/fakeStore.ts";
import { createKeptKeys } from "./createKeptKeys.ts";

const ROOM = "!channel:mfa.example";
const request = (userId: string, n: number) =>
    ({ body: JSON.stringify({ messages: { [userId]: { DEV: { n } } } }) }) as never;
const start = (disk = createFakeDisk()) =>
    createKeptKeys({ store: disk.open(), clock: createFakeClock(), isKept: (roomId) => roomId === ROOM });

it("keeps the messages that carried a room's keys, by person and device, across restarts", async () => {
    const disk = createFakeDisk();
    const kept = start(disk);
    kept.keep(ROOM, [request("@a:mfa.example", 1), request("@b:mod.example", 2)]);
    kept.keep("!other:mfa.example", [request("@a:mfa.example", 3)]);
    expect(await kept.of(ROOM)).toEqual([
        { userId: "@a:mfa.example", deviceId: "DEV", content: { n: 1 } },
        { userId: "@b:mod.example", deviceId: "DEV", content: { n: 2 } },
    ]);
    expect(await start(disk).of(ROOM)).toHaveLength(2);
    expect(await kept.of("!other:mfa.example")).toEqual([]);
});

it("forgets the oldest sharings when there are many", async () => {
    const kept = start();
    for (let n = 0; n < 40; n++) kept.keep(ROOM, [request("@a:mfa.example", n)]);
    const numbers = (await kept.of(ROOM)).map(({ content }) => content.n);
    expect(numbers).toHaveLength(24);
    expect(numbers.at(-1)).toBe(39);
});
