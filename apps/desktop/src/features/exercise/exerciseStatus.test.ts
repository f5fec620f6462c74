import { expect, it } from "vitest";
import { readExerciseStatus } from "./exerciseStatus.ts";

it("reads what the demonstration says, and nothing that it does not know", () => {
    const events = [{ kind: "began" }];
    expect(readExerciseStatus({ state: "running", chapter: "flash", run: 1, events })).toEqual({
        ...{ state: "running", chapter: "flash" },
    });
    expect(readExerciseStatus({ state: "running", chapter: "finale" })).toEqual({ state: "running", chapter: null });
    for (const answer of [null, "running", {}, { state: "exploding" }]) expect(readExerciseStatus(answer)).toBeNull();
});
