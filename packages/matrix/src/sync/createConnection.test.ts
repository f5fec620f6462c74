import { expect, it } from "vitest";
import { createFakeClock } from "../outbox/testing/fakeClock.ts";
import { createConnection } from "./createConnection.ts";

function opened() {
    const clock = createFakeClock();
    const told: (readonly [state: string, heardMsAgo: number | null])[] = [];
    const connection = createConnection(clock, () => {
        const { state, lastHeardMs } = connection.snapshot();
        told.push([state, lastHeardMs === null ? null : clock.nowMs() - lastHeardMs]);
    });
    const answers = (aheadMs = 0) => connection.heard(new Date(clock.nowMs() + aheadMs).toUTCString());
    return { clock, told, connection, answers };
}

it("tells of no answer while all is well, and when the last one came as soon as none does", async () => {
    const { clock, told, connection, answers } = opened();
    connection.connecting();
    answers();
    connection.online();
    for (let minute = 0; minute < 3; minute++) {
        await clock.advance(60_000);
        answers();
    }
    expect(told).toEqual([
        ["connecting", null],
        ["online", 0],
    ]);
    await clock.advance(25_000);
    connection.failed(0);
    expect(told.at(-1)).toEqual(["offline", 25_000]);
    answers();
    expect(told.at(-1)).toEqual(["offline", 0]);
});

it("tells once of a clock that is another than the server's, and once when it is right again", () => {
    const { told, connection, answers } = opened();
    connection.online();
    for (const aheadMs of [0, 1_000, 600_000, 601_000, 600_000, 500, 0]) answers(aheadMs);
    expect(told).toHaveLength(3);
    expect(connection.clockDifferenceMs()).toBeLessThan(1_000);
});
