import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyPolicy, clearanceOf, labelOf } from "../../test/arbitraries.ts";
import { clearance, label, registry } from "../../test/registry.ts";
import { formatLabel } from "../label/notation.ts";
import { covers } from "./covers.ts";
import { dominates } from "./dominates.ts";
import { decideSend, labelsOfferable } from "./labelsOfferable.ts";

const offers = (held: string | undefined, room: string, ceilingLevel?: string) => {
    const sender = held === undefined ? undefined : clearance(held);
    const { offered, withheld } = labelsOfferable(
        sender,
        { label: label(room), ...(ceilingLevel !== undefined && { ceilingLevel }) },
        registry,
    );
    return {
        offered: offered.map((one) => formatLabel(one, registry)),
        withheld: withheld.map(({ level, refusal }) => `${level} ${refusal.kind}`),
    };
};

describe("labelsOfferable", () => {
    it("offers the room's own label first, then lower ones, and says why not the others", () => {
        expect(offers("FR/S REL=FRA", "FR/DR REL=FRA,DEU")).toEqual({
            offered: ["FR/DR REL=FRA,DEU", "FR/DR", "FR/NP REL=FRA,DEU", "FR/NP"],
            withheld: ["TS above-room", "S above-room"],
        });
    });

    it("offers nothing above the sender, the ceiling, or without a clearance", () => {
        expect(offers("FR/DR MENTION=SF", "FR/S").withheld).toEqual(["TS above-room", "S above-clearance"]);
        expect(offers("FR/TS", "FR/S", "DR").withheld).toEqual(["TS above-room", "S above-ceiling"]);
        expect(offers(undefined, "FR/S").offered).toEqual([]);
        expect(offers("NATO/TS REL=NATO", "FR/NP").offered).toEqual([]);
    });

    it("offers a foreign sender what a stated relation opens", () => {
        expect(offers("DE/G REL=DEU", "FR/DR REL=FRA,DEU").offered[0]).toBe("FR/DR REL=FRA,DEU");
    });

    it("keeps obsolete levels out, and leaves out what a lower level excludes", () => {
        expect(offers("FR/TS MENTION=SF", "FR/S MENTION=SF").offered).toEqual([
            "FR/S MENTION=SF",
            "FR/S",
            "FR/DR MENTION=SF",
            "FR/DR",
            "FR/NP",
        ]);
        expect(offers("FR/TS", "FR/TSD").offered).toEqual(["FR/S", "FR/DR", "FR/NP"]);
    });
});

describe("decideSend", () => {
    const room = { label: label("FR/DR REL=FRA,DEU") };
    const send = (text: string, held = "FR/S REL=FRA") => decideSend(label(text), clearance(held), room, registry);

    it("refuses what some readers of the room may not read", () => {
        expect(send("FR/S")).toMatchObject({ error: { kind: "above-room" } });
        expect(send("FR/DR REL=FRA")).toMatchObject({ error: { kind: "above-room" } });
        expect(send("FR/DR MENTION=SF")).toMatchObject({ error: { kind: "above-room" } });
        expect(send("NATO/R")).toMatchObject({ error: { kind: "above-room", cause: { kind: "no-relation" } } });
        expect(send("FR/DR REL=FRA,DEU,ITA")).toEqual({ ok: true });
    });

    it("refuses a foreign label where the room's own level is above the ceiling", () => {
        const high = { label: label("FR/S REL=FRA"), ceilingLevel: "DR" };
        const decided = decideSend(label("EU/R"), clearance("FR/S REL=FRA"), high, registry);
        expect(decided).toEqual({ ok: false, error: { kind: "above-ceiling", ceilingLevel: "DR" } });
    });
});

describe("laws of offers", () => {
    it("what is offered may be sent, may be read by the sender, and by everyone who reads the room", () => {
        const scene = anyPolicy.chain((p) => fc.tuple(labelOf(p), clearanceOf(p)));
        fc.assert(
            fc.property(scene, ([room, sender]) => {
                for (const offered of labelsOfferable(sender, { label: room }, registry).offered) {
                    expect(decideSend(offered, sender, { label: room }, registry).ok).toBe(true);
                    expect(dominates(sender, offered, registry).ok).toBe(true);
                    expect(covers(room, offered, registry).ok).toBe(true);
                }
            }),
        );
    });

    it("whoever reads the room is offered its label, and every level is offered or accounted for", () => {
        const scene = anyPolicy.chain((p) => fc.tuple(fc.constant(p), labelOf(p), clearanceOf(p)));
        fc.assert(
            fc.property(scene, ([policy, room, sender]) => {
                const { offered, withheld } = labelsOfferable(sender, { label: room }, registry);
                const current = policy.levels.filter(({ obsolete }) => !obsolete);
                const told = new Set([...offered.map(({ level }) => level), ...withheld.map(({ level }) => level)]);
                expect(told.size).toBe(current.length);
                if (dominates(sender, room, registry).ok && current.some(({ id }) => id === room.level))
                    expect(offered[0]).toEqual(room);
            }),
        );
    });
});
