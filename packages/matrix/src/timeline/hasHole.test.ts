import { expect, it } from "vitest";
import { hasHole } from "./hasHole.ts";
import { parseEvent, type TimelineEvent } from "./TimelineEvent.ts";

const at = (position: string | null, senderId = "@a:mfa.example") =>
    ({
        ...parseEvent({ event_id: "$e", sender: senderId, type: "m.x", content: {} }, null, "!r"),
        position,
    }) as TimelineEvent;

const known = [at("S 0"), at("S 1"), at(null), at("T 4", "@b:mod.example")];

it("sees that messages of a sender's session are missing", () => {
    expect(hasHole(known, [at("S 2"), at("S 3")], false)).toBe(false);
    expect(hasHole(known, [at("S 2"), at("S 4")], false)).toBe(true);
    expect(hasHole(known, [at("S 9")], false)).toBe(true);
    expect(hasHole(known, [at("T 5", "@b:mod.example"), at("S 2")], false)).toBe(false);
});

it("takes a session of another sender for another, and what is old for no hole", () => {
    expect(hasHole(known, [at("S 9", "@b:mod.example")], false)).toBe(false);
    expect(hasHole(known, [at("S 1")], false)).toBe(false);
    expect(hasHole([], [at("S 9")], true)).toBe(false);
});

it("where every message counts, asks for the beginning of a session too", () => {
    expect(hasHole(known, [at("U 0")], true)).toBe(false);
    expect(hasHole(known, [at("U 3")], true)).toBe(true);
    expect(hasHole(known, [at("U 3")], false)).toBe(false);
    expect(hasHole(known, [at(null)], true)).toBe(false);
});
