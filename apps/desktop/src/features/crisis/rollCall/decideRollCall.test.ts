import type { CoverageRowSnapshot } from "@valise/bridge";
import { userIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { filterRollCall, stateOf } from "./decideRollCall.ts";

type Person = CoverageRowSnapshot["people"][number];
const person = (name: string, values: Partial<Person> = {}): Person => ({
    ...{ userId: userIdOf(`@${name}:mfa.example`), name, post: null, rung: "seen", code: null, option: null },
    ...{ text: null, triage: null, location: null, answeredAtMs: null, by: null, state: null, deputies: [] },
    ...values,
});
const people = (["safe", "missing", "answered", "hurt", "need-help", "cannot-comply"] as const).map((state) =>
    person(state, { state }),
);

describe("a roll call", () => {
    it("lists the gravest first", () => {
        expect(filterRollCall(people, "all").map(({ name }) => name)).toEqual([
            ...["hurt", "need-help", "cannot-comply", "missing", "answered", "safe"],
        ]);
    });

    it("shows under help whoever is not well, and nobody as safe who has not said so or answered", () => {
        expect(filterRollCall(people, "help").map(({ name }) => name)).toEqual(["hurt", "need-help", "cannot-comply"]);
        expect(filterRollCall(people, "missing").map(({ name }) => name)).toEqual(["missing"]);
        expect(filterRollCall(people, "safe").map(stateOf)).toEqual(["answered", "safe"]);
    });
});
