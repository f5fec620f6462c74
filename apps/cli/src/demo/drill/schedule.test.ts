import { exerciseChapters } from "@valise/bridge";
import { expect, it } from "vitest";
import type { DrillStep } from "./DrillPlan.ts";
import { earthquake } from "./earthquake.ts";
import { chapterOf, type DrillProgress, decideTurn, type StepState, shortened } from "./schedule.ts";

const step = (id: string, atS: number, ...after: string[]): DrillStep => ({
    ...{ id, chapter: "flash", atS, by: "lead", act: { do: "archive" }, after },
});
const progress = (states: Readonly<Record<string, StepState>>): DrillProgress => new Map(Object.entries(states));
const ids = (steps: readonly DrillStep[]) => steps.map(({ id }) => id);

it("begins each step at its time, once, in the plan's order", () => {
    const plan = [step("a", 0), step("b", 2), step("c", 2), step("d", 5)];
    const first = decideTurn(plan, progress({}), 0);
    expect(ids(first.due)).toEqual(["a"]);
    expect(first.nextInMs).toBe(2000);
    const second = decideTurn(plan, progress({ a: "running" }), 2500);
    expect(ids(second.due)).toEqual(["b", "c"]);
    expect(second.nextInMs).toBe(2500);
});

it("lets a step wait for what it needs, and no other with it", () => {
    const plan = [step("a", 0), step("b", 1, "a"), step("c", 1)];
    expect(ids(decideTurn(plan, progress({ a: "running" }), 9000).due)).toEqual(["c"]);
    expect(ids(decideTurn(plan, progress({ a: "done", c: "done" }), 9000).due)).toEqual(["b"]);
});

it("drops what needs a failed step, and what needs that", () => {
    const plan = [step("a", 0), step("b", 1, "a"), step("c", 2, "b"), step("d", 3)];
    const turn = decideTurn(plan, progress({ a: "failed" }), 0);
    expect(ids(turn.skip)).toEqual(["b", "c"]);
    expect(turn.due).toEqual([]);
    expect(turn.nextInMs).toBe(3000);
    expect(decideTurn(plan, progress({ a: "failed", b: "skipped", c: "skipped", d: "done" }), 3000).isOver).toBe(true);
});

it("is over only when nothing runs any more", () => {
    const plan = [step("a", 0)];
    expect(decideTurn(plan, progress({ a: "running" }), 1).isOver).toBe(false);
    expect(decideTurn(plan, progress({ a: "done" }), 1).isOver).toBe(true);
});

it("names the furthest chapter that has begun", () => {
    expect(chapterOf(earthquake, progress({}))).toBe("activation");
    expect(chapterOf(earthquake, progress({ activate: "done", flash: "running" }))).toBe("flash");
    expect(chapterOf(earthquake, progress({ cut: "running", "flash-mod-other": "done" }))).toBe("link-down");
    expect(chapterOf(earthquake, progress({ flash: "failed", "call-mod": "skipped" }))).toBe("flash");
});

it("the shortened exercise is the same, faster", () => {
    expect(shortened([step("a", 0), step("c", 60, "a")], 10)).toEqual([step("a", 0), step("c", 6, "a")]);
});

it("the earthquake ends within five minutes, and every step can be reached", () => {
    expect(Math.max(...earthquake.map(({ atS }) => atS))).toBeLessThanOrEqual(270);
    expect(new Set(ids(earthquake)).size).toBe(earthquake.length);
    expect(new Set(earthquake.map(({ chapter }) => chapter))).toEqual(new Set(exerciseChapters));
    let states: DrillProgress = progress({});
    for (let elapsedMs = 0; !decideTurn(earthquake, states, elapsedMs).isOver; elapsedMs += 1000) {
        expect(elapsedMs).toBeLessThan(300_000);
        const { due, skip } = decideTurn(earthquake, states, elapsedMs);
        expect(skip).toEqual([]);
        states = new Map([...states, ...due.map(({ id }) => [id, "done"] as const)]);
    }
    expect([...states.keys()].sort()).toEqual(ids(earthquake).sort());
});
