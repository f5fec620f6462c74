import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { createWebLock } from "./createWebLock.ts";

describe("web lock", () => {
    it("keeps a second window out at once, and does not wait as long as it is asked", async () => {
        const lock = createWebLock("valise-at-once", navigator.locks, 20);
        using _first = unwrap(await lock.acquire(30_000));
        expect(await lock.acquire(30_000)).toEqual({ ok: false, error: { kind: "store-in-use" } });
    }, 5_000);

    it("lets in a page that follows one which is just ending", async () => {
        const lock = createWebLock("valise-ending", navigator.locks);
        const first = unwrap(await lock.acquire(30_000));
        const second = lock.acquire(30_000);
        first[Symbol.dispose]();
        unwrap(await second)[Symbol.dispose]();
    });
});
