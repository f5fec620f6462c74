import { demoMarkings } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { toLabel } from "./toLabel.ts";

describe("a marking in a view", () => {
    it("has a machine-readable level, the policy's words and a short form for rows", () => {
        expect(toLabel(demoMarkings.frDr)).toEqual({
            level: "FR/DR",
            text: "FR · DIFFUSION RESTREINTE – REL TO FRA, DEU",
            shortText: "FR DR",
            fieldColor: "#ffa62b",
            inkColor: "#000000",
            handlingText: undefined,
        });
    });

    it("does not say the policy's name twice", () => {
        const amber = { ...demoMarkings.frDr, label: "TLP/AMBER", text: "TLP:AMBER", portion: "(TLP:AMBER)" };
        expect(toLabel(amber).shortText).toBe("TLP:AMBER");
    });

    it("keeps one's own handling line beside a foreign marking, and a stranger's words as they came", () => {
        expect(toLabel(demoMarkings.natoNr).handlingText).toBe("FR · DIFFUSION RESTREINTE");
        const stranger = toLabel({ ...demoMarkings.frS, label: null, text: "XY · VERY SECRET" });
        expect(stranger).toMatchObject({ level: "unknown", shortText: "XY · VERY SECRET" });
    });

    it("is the same object for the same marking, so that rows are not drawn again", () => {
        expect(toLabel(demoMarkings.frS)).toBe(toLabel(demoMarkings.frS));
    });
});
