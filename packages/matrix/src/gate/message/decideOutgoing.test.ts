import { unwrap } from "@valise/base";
import { formatLabel, parseClearance } from "@valise/labels";
import { describe, expect, it } from "vitest";
import { decideOutgoing } from "./decideOutgoing.ts";
import { offersFor } from "./offersFor.ts";
import { label, labelled, registry } from "./testing/labelledRoom.ts";

const clearance = (text: string) => unwrap(parseClearance(text, registry));
const room = (text: string, ceilingLevel: string | null = null) => labelled(text, { ceilingLevel });
const claire = clearance("FR/S REL=FRA");

function decide(wanted: string | null, replaces: string | null = null, where = room("FR/S REL=FRA,DEU"), who = claire) {
    const decided = decideOutgoing({ wanted, replaces: replaces === null ? null : label(replaces) }, who, where);
    return decided.ok ? formatLabel(decided.value, registry) : decided.error;
}

describe("the label something leaves under", () => {
    it("is the first that the composer offers where none is chosen", () => {
        expect(decide(null)).toBe("FR/S REL=FRA,DEU");
        expect(decide(null, null, room("FR/TS"), claire)).toBe("FR/S");
    });

    it("may be lower than the room's, and not higher or narrower", () => {
        expect(decide("FR/DR REL=FRA,DEU")).toBe("FR/DR REL=FRA,DEU");
        expect(decide("fr/dr")).toBe("FR/DR");
        expect(decide("FR/TS REL=FRA,DEU")).toBe("LBL_ABOVE_ROOM");
        expect(decide("FR/DR REL=FRA")).toBe("LBL_ABOVE_ROOM");
    });

    it("is not above the sender's clearance, nor above the ceiling", () => {
        expect(decide("FR/TS", null, room("FR/TS"))).toBe("LBL_ABOVE_CLEARANCE");
        expect(decide("FR/S", null, room("FR/S", "DR"))).toBe("LBL_ABOVE_CEILING");
    });

    it("needs a clearance and a known policy", () => {
        expect(decideOutgoing({ wanted: null, replaces: null }, undefined, room("FR/DR"))).toMatchObject({
            error: "LBL_NO_CLEARANCE",
        });
        expect(decide("XX/GEHEIM")).toBe("LBL_UNKNOWN");
    });

    it("stays with an edit, and is never lowered by it", () => {
        expect(decide(null, "FR/DR")).toBe("FR/DR");
        expect(decide("FR/DR", "FR/S")).toBe("LBL_LOWERED");
        expect(decide("FR/S", "FR/DR")).toBe("FR/S");
        expect(decide("FR/S", "FR/S REL=FRA,DEU")).toBe("LBL_LOWERED");
    });
});

describe("the label of an answer that quotes another room", () => {
    const answer = (wanted: string | null, quoted: string, where = room("FR/S REL=FRA,DEU"), who = claire) => {
        const decided = decideOutgoing({ wanted, replaces: null, quotes: label(quoted) }, who, where);
        return decided.ok ? formatLabel(decided.value, registry) : decided.error;
    };

    it("covers what it quotes, chosen or not", () => {
        expect(answer(null, "FR/DR")).toBe("FR/S REL=FRA,DEU");
        expect(answer("FR/DR REL=FRA,DEU", "FR/DR")).toBe("FR/DR REL=FRA,DEU");
        expect(answer("FR/DR REL=FRA,DEU", "FR/S")).toBe("LBL_BELOW_QUOTE");
        expect(answer("FR/S", "FR/S REL=FRA,DEU")).toBe("LBL_BELOW_QUOTE");
    });

    it("is refused as forwarding is where the room or the sender may not hold what it quotes", () => {
        expect(answer(null, "FR/TS")).toBe("LBL_ABOVE_ROOM");
        expect(answer(null, "FR/S REL=FRA")).toBe("LBL_ABOVE_ROOM");
        expect(answer("FR/DR", "FR/S", room("FR/S"), clearance("FR/DR REL=FRA"))).toBe("LBL_ABOVE_CLEARANCE");
        expect(answer(null, "FR/S", room("FR/S", "DR"))).toBe("LBL_ABOVE_CEILING");
    });
});

describe("what the composer offers", () => {
    it("names each level of the policy, offered or with its reason", () => {
        const { offered, notOffered } = offersFor(claire, room("FR/S REL=FRA,DEU", "S"));
        expect(offered.map((one) => one.label)[0]).toBe("FR/S REL=FRA,DEU");
        expect(notOffered).toContainEqual({ level: "TS", text: "FR · TRÈS SECRET", reason: "above-room" });
    });

    it("offers nothing without a clearance", () => {
        const { offered, notOffered } = offersFor(undefined, room("FR/DR"));
        expect(offered).toEqual([]);
        expect(new Set(notOffered.map(({ reason }) => reason))).toEqual(new Set(["no-clearance"]));
    });
});
