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
    ...{ reminders: [], refusals: [], steps: [] },
};

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
