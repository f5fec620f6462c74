import { describe, expect, it } from "vitest";
import { foldDeath } from "./foldDeath.ts";
import { decideRestartDelay } from "./restartDelay.ts";

describe("foldDeath", () => {
    it.each([
        ["OSError: [Errno 28] No space left on device", { kind: "disk-full", path: "/x.db" }],
        ["sqlite3.OperationalError: database or disk is full", { kind: "disk-full", path: "/x.db" }],
        [
            "twisted.internet.error.CannotListenError: Couldn't listen on 127.0.0.1:18009: [Errno 98] Address already in use.",
            { kind: "port-taken", port: 18_009 },
        ],
        [
            "sqlite3.DatabaseError: database disk image is malformed",
            { kind: "data-folder-corrupted", path: "/x.db", reason: "database disk image is malformed" },
        ],
    ])("understands %s", (line, error) => {
        expect(foldDeath(["Traceback (most recent call last):", line], "/x.db")).toEqual(error);
    });

    it("leaves what it does not know to the log's last lines", () => {
        expect(foldDeath(["ValueError: something else"], "/x.db")).toBeUndefined();
    });
});

it("a server that keeps dying is started again ever later, and after the fifth time not at all", () => {
    const delays = [0, 1, 2, 3, 4, 5].map((deathsBefore) => decideRestartDelay(deathsBefore));
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, undefined]);
});
