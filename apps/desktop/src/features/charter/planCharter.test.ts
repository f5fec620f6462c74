import { buildReader, demoAgencies, demoClearance, demoFlightsGate } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { planRoomLabel } from "../createRoom/planRoomLabel.ts";
import { agenciesOf, type CharterWish, decideProspects, isSameGate, levelsOf, wishOf } from "./planCharter.ts";

const own = demoClearance();
const gate = demoFlightsGate("!flights");
const agencies = agenciesOf(demoAgencies, gate);

function outcome(change: Partial<CharterWish>) {
    const wish = { ...wishOf(gate), ...change };
    const plan = planRoomLabel(own, wish);
    if (plan === null) throw new Error("no label");
    const rows = decideProspects({ gate, wish, plan, agencies });
    const of = (user: string) => {
        const found = rows.find(({ reader }) => reader.userId.startsWith(`@${user}:`));
        return [found?.kind, found?.change];
    };
    return { plan, wish, of };
}

describe("who reads under the next charter", () => {
    it("begins as the charter of now, in which nobody gains or loses", () => {
        expect(wishOf(gate)).toMatchObject({ level: "FR/DR", values: ["REL.FRA", "REL.DEU"], admission: "roster" });
        const { plan, wish, of } = outcome({});
        expect(isSameGate(gate, wish, plan)).toBe(true);
        expect(of("paul")).toEqual(["reads", null]);
        expect(of("ines")).toEqual(["reads", null]);
        expect(of("jonas")).toEqual(["refused", null]);
    });

    it("keeps, under a lower label, all who read now; whom officers had let in must be let in again", () => {
        const { of } = outcome({ level: "FR/NP" });
        expect(of("paul")).toEqual(["reads", null]);
        expect(of("ines")).toEqual(["glass", "loses"]);
    });

    it("asks under a higher label for what nobody has shown yet, and does not count on it", () => {
        const { of } = outcome({ level: "FR/S" });
        expect(of("claire")).toEqual(["reads", null]);
        expect(of("paul")).toEqual(["show", null]);
        expect(of("w3")).toEqual(["show", null]);
    });

    it("takes the key from all of an agency that is left out", () => {
        const left = gate.agencies.map(({ id }) => id).filter((id) => !id.endsWith(":mod"));
        const { of } = outcome({ agencies: left });
        expect(of("paul")).toEqual(["agency", "loses"]);
        expect(of("jonas")).toEqual(["agency", null]);
        expect(of("nadia")).toEqual(["reads", null]);
    });

    it("believes only what was shown for closing a room to one nation", () => {
        const { of } = outcome({ values: ["REL.FRA"] });
        expect(of("paul")).toEqual(["reads", null]);
        expect(of("lena")).toEqual(["show", null]);
    });
});

it("offers the room's own level also where it is of another policy", () => {
    const marking = { ...gate.marking, label: "NATO/NR", text: "NATO RESTRICTED" } as never;
    expect(levelsOf(own, { ...gate, marking }).map(({ label }) => label)).toEqual([
        "NATO/NR",
        ...["FR/S", "FR/DR", "FR/NP"],
    ]);
    const stranger = buildReader("@x:elsewhere.example", "X");
    const rows = decideProspects({
        ...{ gate: { ...gate, rows: [stranger] }, wish: wishOf(gate), agencies },
        plan: outcome({}).plan,
    });
    expect(rows[0]).toMatchObject({ kind: "agency", change: "loses" });
});
