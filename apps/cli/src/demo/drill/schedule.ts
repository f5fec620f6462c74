import { type ExerciseChapter, exerciseChapters } from "@valise/bridge";
import type { DrillStep } from "./DrillPlan.ts";

export type StepState = "running" | "done" | "failed" | "skipped";
/** What has become of the steps that were begun. */
export type DrillProgress = ReadonlyMap<string, StepState>;

export interface DrillTurn {
    /** To be begun now, in the plan's order. */
    readonly due: readonly DrillStep[];
    /** Fall away: a step that they need came to nothing. */
    readonly skip: readonly DrillStep[];
    /** Milliseconds until the next step's own time; null: nothing but what runs is waited for. */
    readonly nextInMs: number | null;
    readonly isOver: boolean;
}

/**
 * What is to be done at a moment of an exercise. Time alone begins a step, and never before what it needs was done: what takes
 * longer on a slow machine delays what follows from it, and nothing else.
 */
export function decideTurn(plan: readonly DrillStep[], progress: DrillProgress, elapsedMs: number): DrillTurn {
    const open = plan.filter(({ id }) => !progress.has(id));
    const lost = new Set([...progress].flatMap(([id, state]) => (state === "failed" || state === "skipped" ? id : [])));
    const skip: DrillStep[] = [];
    for (const step of open) {
        if (step.after?.some((id) => lost.has(id)) !== true) continue;
        skip.push(step);
        lost.add(step.id);
    }
    const kept = open.filter(({ id }) => !lost.has(id));
    const isReady = ({ after = [] }: DrillStep) => after.every((id) => progress.get(id) === "done");
    const due = kept.filter((step) => step.atS * 1000 <= elapsedMs && isReady(step));
    const later = kept.flatMap(({ atS }) => (atS * 1000 > elapsedMs ? [atS * 1000 - elapsedMs] : []));
    return {
        ...{ due, skip },
        nextInMs: later.length === 0 ? null : Math.min(...later),
        isOver: kept.length === 0 && [...progress.values()].every((state) => state !== "running"),
    };
}

/** The furthest chapter of which something has begun. */
export function chapterOf(plan: readonly DrillStep[], progress: DrillProgress): ExerciseChapter {
    const begun = plan.filter(({ id }) => progress.has(id) && progress.get(id) !== "skipped");
    const at = begun.map(({ chapter }) => exerciseChapters.indexOf(chapter));
    return exerciseChapters[Math.max(0, ...at)] ?? "activation";
}

/** The same exercise, `factor` times as fast. */
export const shortened = (plan: readonly DrillStep[], factor: number): DrillStep[] =>
    plan.map((step) => ({ ...step, atS: step.atS / factor }));
