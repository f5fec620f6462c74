import { type ExerciseChapter, exerciseChapters } from "@valise/bridge";

/** What the demonstration's exercise is doing, as `npm start` tells it. */
export interface ExerciseStatus {
    readonly state: "idle" | "gathering" | "running" | "ended" | "failed";
    readonly chapter: ExerciseChapter | null;
}

const states: readonly ExerciseStatus["state"][] = ["idle", "gathering", "running", "ended", "failed"];

/** Null: not such an answer. */
export function readExerciseStatus(answer: unknown): ExerciseStatus | null {
    if (typeof answer !== "object" || answer === null) return null;
    const said = answer as Readonly<Record<string, unknown>>;
    const state = states.find((each) => each === said.state);
    if (state === undefined) return null;
    return { state, chapter: exerciseChapters.find((each) => each === said.chapter) ?? null };
}
