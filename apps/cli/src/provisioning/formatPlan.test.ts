import type { Plan } from "@valise/provisioning";
import { expect, it } from "vitest";
import { createWords } from "../words/words.ts";
import { formatPlan } from "./formatPlan.ts";

const change = {
    kind: "room",
    key: "rooms/a",
    agency: "mfa",
    title: "A",
    needsSignature: true,
    isHeldBack: false,
    loosens: false,
} as const;
const nothing: Plan = {
    ...{ create: [], change: [], replace: [], destroy: [], access: [], drift: [], signatures: [], waits: [] },
    ...{ kept: [], reminders: [], refusals: [], steps: [] },
};

it("tells of what was changed by hand and is meant by now", () => {
    const by = { by: "@n.roche:mfa.example", atMs: Date.UTC(2026, 10, 20, 17, 20) };
    const kept = [{ key: "rooms/a", agency: "mfa", name: "maxAge", change: by } as const];
    expect(formatPlan({ ...nothing, kept }, createWords("en"))).toContain(
        "The manifest by now says what was changed by hand, and it concerns security:\n" +
            "  ! rooms/a maxAge  (@n.roche:mfa.example, 2026-11-20T17:20:00.000Z)",
    );
});

it("shows what tells a person something: not the power every room is given, but whose power it is", () => {
    const fields = [
        { name: "power.events.m.room.encryption", before: null, after: "100" },
        { name: "power.users.@anna:mfa.example", before: null, after: "50" },
    ];
    const plan: Plan = { ...nothing, create: [{ ...change, fields }] };
    expect(formatPlan(plan, createWords("en"))).toBe(
        "1 to create, 0 to change, 0 to replace, 0 to destroy\n" +
            "+ room rooms/a  A  [needs their signature]\n" +
            "    + power.users.@anna:mfa.example: 50",
    );
    const weakened = [{ name: "power.events.m.room.encryption", before: "0", after: "100" }];
    const drift: Plan = { ...nothing, change: [{ ...change, fields: weakened, needsSignature: false }] };
    expect(formatPlan(drift, createWords("en"))).toContain("~ power.events.m.room.encryption: 0 -> 100");
});
