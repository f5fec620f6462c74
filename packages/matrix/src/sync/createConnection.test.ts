import { expect, it } from "vitest";
import { createFakeClock } from "../outbox/testing/fakeClock.ts";
import { createConnection } from "./createConnection.ts";

it("tells that the server is heard, seldom, also while all is well: what failed is tried again then", async () => {
    const clock = createFakeClock();
    let told = 0;
    const connection = createConnection(clock, () => void told++);
    connection.connecting();
    connection.heard(null);
    connection.online();
    const before = told;
    for (let second = 0; second < 60; second++) {
        await clock.advance(1_000);
        connection.heard(null);
    }
    expect(told - before).toBe(5);
    expect(connection.snapshot()).toMatchObject({ state: "online" });
});
