import { buildGate, demoFlightsGate, demoMarkings } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { choicesOf, decideComposer } from "./decideComposer.ts";

const gate = demoFlightsGate("!flights");
const edit = { kind: "edit", eventId: "$1" as never, excerpt: "" } as const;

describe("what may be written now", () => {
    it("is as before in a room without a label, and before the engine has said anything", () => {
        expect(decideComposer("ready", null, null)).toEqual({ kind: "open" });
        expect(decideComposer("ready", buildGate("!a"), null)).toEqual({ kind: "open" });
        expect(decideComposer("checking", null, null)).toEqual({ kind: "waits", why: "checking" });
    });

    it("is nothing where the gate refuses, where one does not read, and where nothing is offered", () => {
        const why = (values: object) => decideComposer("ready", { ...gate, ...values }, null);
        expect(why({ state: "refused" })).toEqual({ kind: "closed", why: "gate" });
        expect(why({ mine: { ...gate.mine, reads: false } })).toEqual({ kind: "closed", why: "not-mine" });
        expect(why({ offered: [] })).toEqual({ kind: "closed", why: "nothing-offered" });
        expect(decideComposer("not-joined", gate, null)).toEqual({ kind: "closed", why: "not-joined" });
    });

    it("waits for every open question, what was brought in before who will not read", () => {
        const asking = { ...gate, toConfirm: ["@jonas:mod.example" as never] };
        expect(decideComposer("ready", asking, null)).toEqual({ kind: "waits", why: "confirm" });
        expect(decideComposer("ready", asking, { kind: "checking" })).toEqual({ kind: "waits", why: "looking" });
        expect(decideComposer("ready", asking, { kind: "unchecked" })).toEqual({ kind: "waits", why: "brought" });
        expect(decideComposer("ready", { ...gate, state: "checking" }, null)).toEqual({
            kind: "waits",
            why: "checking",
        });
    });
});

describe("labels to choose from", () => {
    it("are those that carry what is quoted of another room", () => {
        const quote = (carries: (label: string | null) => boolean) =>
            ({
                kind: "quote",
                ...{ roomId: "!a" as never, eventId: "$1" as never, authorName: "", excerpt: "" },
                carries: (marking: { label: string | null }) => carries(marking.label),
            }) as const;
        const high = quote((label) => label === demoMarkings.frDr.label);
        expect(choicesOf(gate, high, null)).toEqual({ offered: [demoMarkings.frDr], selected: demoMarkings.frDr });
        expect(choicesOf(gate, high, "FR/NP").selected).toBe(demoMarkings.frDr);
        expect(
            choicesOf(
                gate,
                quote(() => true),
                "FR/NP",
            ).selected,
        ).toBe(demoMarkings.frNp);
        expect(
            choicesOf(
                gate,
                quote(() => false),
                null,
            ).offered,
        ).toEqual([]);
    });

    it("are those the engine offers, the first by default", () => {
        expect(choicesOf(gate, null, null).selected).toBe(demoMarkings.frDr);
        expect(choicesOf(gate, null, "FR/NP").selected).toBe(demoMarkings.frNp);
        expect(choicesOf(gate, null, "FR/TS").selected).toBe(demoMarkings.frDr);
    });

    it("never go below what an edited message carries", () => {
        const choices = choicesOf(gate, { ...edit, label: demoMarkings.frDr.label }, "FR/NP");
        expect(choices).toEqual({ offered: [demoMarkings.frDr], selected: demoMarkings.frDr });
        expect(choicesOf(gate, { ...edit, label: "FR/NP" }, null)).toEqual({
            offered: gate.offered,
            selected: demoMarkings.frNp,
        });
    });
});
