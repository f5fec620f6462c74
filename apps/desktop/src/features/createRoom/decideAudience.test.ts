import { describe, expect, it } from "vitest";
import { decideAudience } from "./decideAudience.ts";

const me = "@claire:mfa.example";
const paul = "@paul:mod.example";
const lena = "@lena:intel.example";

describe("the audience of a room that is not made yet", () => {
    it("leaves out people of agencies that are not in it, whatever they hold", () => {
        const serverNames = new Set(["mfa.example", "mod.example"]);
        expect(decideAudience({ me, readsMe: true, invited: [paul, lena, me], serverNames })).toEqual([
            { userId: me, kind: "reads" },
            { userId: paul, kind: "show" },
            { userId: lena, kind: "agency" },
        ]);
    });

    it("says when one would not read one's own room, and promises nobody else's clearance", () => {
        expect(decideAudience({ me, readsMe: false, invited: [paul], serverNames: null })).toEqual([
            { userId: me, kind: "not-cleared" },
            { userId: paul, kind: "show" },
        ]);
        expect(decideAudience({ me: null, readsMe: false, invited: [], serverNames: null })).toEqual([]);
    });
});
