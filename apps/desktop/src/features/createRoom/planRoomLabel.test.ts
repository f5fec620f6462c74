import { demoClearance } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { categoriesFor, levelsFor, planRoomLabel } from "./planRoomLabel.ts";

const own = demoClearance();

describe("the label of a new room", () => {
    it("may be any level one could read oneself, highest first, and none without a clearance", () => {
        expect(levelsFor(own).map((marking) => marking.label)).toEqual(["FR/S", "FR/DR", "FR/NP"]);
        expect(levelsFor({ ...own, state: "refused" })).toEqual([]);
        expect(levelsFor({ ...own, claims: ["lvl:NP"] }).map((marking) => marking.label)).toEqual(["FR/NP"]);
    });

    it("closes further by nations, one's own first, and by what one holds", () => {
        const sets = categoriesFor(own, { level: "FR/S", values: [] });
        expect(sets.map(({ set, title, values }) => [set, title, values[0]?.id])).toEqual([
            ["MENTION", "MENTION", "MENTION.SF"],
            ["REL", "REL TO", "REL.FRA"],
        ]);
        const without = categoriesFor({ ...own, claims: ["lvl:S"] }, { level: "FR/S", values: [] });
        expect(without.map(({ set }) => set)).toEqual(["REL"]);
    });

    it("is asked for in short notation, and says when it would close the room to oneself", () => {
        expect(planRoomLabel(own, { level: "FR/DR", values: ["REL.FRA", "REL.DEU"] })).toMatchObject({
            notation: "FR/DR REL=FRA,DEU",
            marking: { text: "FR · DIFFUSION RESTREINTE – REL TO FRA, DEU" },
            isClassified: false,
            readsMe: true,
        });
        expect(planRoomLabel(own, { level: "FR/S", values: ["REL.DEU"] })).toMatchObject({
            isClassified: true,
            readsMe: false,
        });
        expect(planRoomLabel(own, { level: null, values: [] })).toBeNull();
    });
});
