import { expect, it } from "vitest";
import { findHole } from "./findHole.ts";
import { parseEvent, type TimelineEvent } from "./TimelineEvent.ts";

const bob = "@b:mod.example";
const at = (position: string | null, senderId = "@a:mfa.example") =>
    ({
        ...parseEvent({ event_id: `$${position}`, sender: senderId, type: "m.x", content: {} }, null, "!r"),
        position,
    }) as TimelineEvent;

const known = [at("S 0"), at("S 1"), at(null), at("T 4", bob)];
const sinceOf = (events: readonly TimelineEvent[], strict = false) => findHole(known, events, strict)?.since?.position;

it("sees that messages of a sender's session are missing, and since when", () => {
    expect(findHole(known, [at("S 2"), at("S 3")], false)).toBeNull();
    expect(sinceOf([at("S 2"), at("S 4")])).toBe("S 1");
    expect(sinceOf([at("S 9")])).toBe("S 1");
    expect(findHole(known, [at("T 5", bob), at("S 2")], false)).toBeNull();
    expect(sinceOf([at("T 9", bob)])).toBe("T 4");
    expect(sinceOf([at("T 9", bob), at("S 9")])).toBe("S 1");
});

it("takes two that passed each other on their way for what they are", () => {
    expect(findHole(known, [at("S 3"), at("S 2")], false)).toBeNull();
    expect(findHole(known, [at("U 1"), at("U 0")], false)).toBeNull();
    expect(sinceOf([at("S 4"), at("S 3")])).toBe("S 1");
    expect(findHole([...known, at("S 3")], [at("S 2")], false)).toBeNull();
});

it("takes a session of another sender for another, and what is old for no hole", () => {
    expect(findHole(known, [at("S 9", "@c:mod.example")], false)).toBeNull();
    expect(findHole(known, [at("S 1")], false)).toBeNull();
    expect(findHole([], [at("S 9")], true)).toBeNull();
});

it("asks for the beginning of the next session of who was read before", () => {
    expect(findHole(known, [at("U 0")], false)).toBeNull();
    expect(sinceOf([at("U 3")])).toBe("S 1");
});

it("where every message counts, asks for the beginning of a stranger's session too", () => {
    const carols = (position: string | null) => [at(position, "@c:mod.example")];
    expect(findHole(known, carols("U 0"), true)).toBeNull();
    expect(findHole(known, carols("U 3"), true)).toEqual({ since: null });
    expect(findHole(known, carols("U 3"), false)).toBeNull();
    expect(findHole(known, carols(null), true)).toBeNull();
});
