import { expect, it } from "vitest";
import { purposeOf } from "./purposeOf.ts";

it.each([
    ["event", "m.room.message", "message"],
    ["event", "m.reaction", "message"],
    ["event", "org.valise.ledger", "state"],
    ["event", "org.valise.watch.capsule", "state"],
    ["state", "m.room.name", "state"],
] as const)("a %s of type %s is asked about as a %s", (kind, type, purpose) => {
    expect(purposeOf({ kind, type })).toBe(purpose);
});
