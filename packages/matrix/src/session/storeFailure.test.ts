import { describe, expect, it } from "vitest";
import { storeFailure } from "./storeFailure.ts";

describe("a store that does not open", () => {
    it("is not called damaged when a newer version of the program wrote it", () => {
        expect(storeFailure({ kind: "store-newer", version: 3, supported: 1 })).toEqual({ kind: "store-newer" });
    });

    it("is called damaged when its header cannot be read", () => {
        expect(storeFailure({ kind: "store-header-corrupt" })).toEqual({ kind: "store-corrupt", part: "settings" });
    });
});
