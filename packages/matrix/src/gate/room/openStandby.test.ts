import { expect, it } from "vitest";
import type { RoomGate } from "./createRoomGate.ts";
import { openingOf } from "./openStandby.ts";

const [alice, carol] = ["@alice:mfa.example", "@carol:intel.example"];
const head = (digest: string, subs: readonly string[], changes: object = {}) => ({
    ...{ digest, seq: 2, phase: "open", exercise: false, owner: "mfa.example", gate: { admit: ["intel.example"] } },
    by: subs.map((sub) => ({ sub, mxk: "", agency: sub.split(":")[1], roles: ["CHARTER"] })),
    ...changes,
});
const gateOf = (...heads: readonly object[]) =>
    ({ state: () => ({ record: { pins: { heads } }, charter: { exercise: false } }) }) as unknown as RoomGate;

it("is nobody's while the room stands by, and its only opener's", () => {
    expect(openingOf(null)).toBeNull();
    expect(openingOf(gateOf(head("a", [alice], { seq: 1, phase: "standby" })))).toBeNull();
    expect(openingOf(gateOf(head("a", [carol])))).toEqual({ by: carol, isContested: false });
});

it("is, of two, the lower digest's, and what is actual before an exercise", () => {
    expect(openingOf(gateOf(head("b", [alice]), head("a", [carol])))).toEqual({ by: carol, isContested: true });
    const exercise = head("a", [carol], { exercise: true });
    expect(openingOf(gateOf(head("b", [alice]), exercise))).toEqual({ by: alice, isContested: true });
});

it("is the lower user id's, of two who signed the same words in one second; later charters may have several signers", () => {
    expect(openingOf(gateOf(head("a", [carol, alice])))).toEqual({ by: alice, isContested: true });
    expect(openingOf(gateOf(head("a", [carol, alice], { seq: 3 })))).toEqual({ by: carol, isContested: false });
});

it("is nobody's of an agency that may not open it, though they signed along", () => {
    const aaron = "@aaron:elsewhere.example";
    expect(openingOf(gateOf(head("a", [aaron, alice])))).toEqual({ by: alice, isContested: false });
    expect(openingOf(gateOf(head("a", [aaron, alice], { seq: 3 })))).toEqual({ by: alice, isContested: false });
});
