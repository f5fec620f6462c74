import { buildRoom, demoMarkings } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { decideAgain, decideTargets } from "./decideTargets.ts";

const rooms = [
    buildRoom("!from", { marking: demoMarkings.frDr }),
    buildRoom("!plain"),
    buildRoom("!same", { marking: demoMarkings.frDr }),
    buildRoom("!secret", { marking: { ...demoMarkings.frS, label: "FR/S REL=FRA,DEU" } }),
    buildRoom("!secretAll", { marking: demoMarkings.frS }),
    buildRoom("!low", { marking: demoMarkings.frNp }),
    buildRoom("!invited", { marking: demoMarkings.frDr, membership: "invite" }),
    buildRoom("!space", { marking: demoMarkings.frDr, kind: "space" }),
];
const idsFor = (marking: Parameters<typeof decideTargets>[0]) =>
    decideTargets(marking, "!from", rooms).map((room) => room.roomId);

describe("where a message may be forwarded", () => {
    it("is where every reader may read it: the same label or one that covers it", () => {
        expect(idsFor(demoMarkings.frDr)).toEqual(["!same", "!secret"]);
    });

    it("is never a room without a label, for a labelled message", () => {
        expect(idsFor(demoMarkings.frNp)).not.toContain("!plain");
    });

    it("is anywhere for one without a label, and only the very same label for one of an unknown policy", () => {
        expect(idsFor(null)).toEqual(["!plain", "!same", "!secret", "!secretAll", "!low"]);
        expect(idsFor({ ...demoMarkings.frDr, label: "XY/HIGH" })).toEqual([]);
        expect(idsFor({ ...demoMarkings.frDr, label: null })).toEqual([]);
    });
});

describe("where a message may be sent again for those who came later", () => {
    it("is its own room, while that may hold it", () => {
        expect(decideAgain(demoMarkings.frDr, "!from", rooms)?.roomId).toBe("!from");
        expect(decideAgain(demoMarkings.frDr, "!low", rooms)).toBeNull();
        expect(decideAgain(demoMarkings.frDr, "!invited", rooms)).toBeNull();
        expect(decideAgain(demoMarkings.frDr, "!space", rooms)).toBeNull();
    });
});
