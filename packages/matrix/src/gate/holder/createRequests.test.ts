import { epochMs } from "@valise/base";
import { expect, it } from "vitest";
import { createFakeDisk } from "../../outbox/testing/fakeStore.ts";
import { createRequests } from "./createRequests.ts";

it("a request stands, across restarts, until another clearance than the one of then is in force", async () => {
    const disk = createFakeDisk();
    const request = { id: "r1", atMs: epochMs(1_000), before: "old" };
    await createRequests(disk.open()).asked(request);
    const again = createRequests(disk.open());
    await again.loaded();
    again.held("old");
    expect(again.last()).toEqual(request);
    again.held("new");
    expect(again.last()).toBeNull();
    const after = createRequests(disk.open());
    await after.loaded();
    expect(after.last()).toBeNull();
});
