import type { ExerciseEvent } from "./createExercise.ts";

const chapters: Readonly<Record<string, string>> = {
    activation: "the crisis is opened, everybody on watch is called into a room",
    flash: "a FLASH goes to all; acknowledge it with A",
    escalation: "the alarm sounds again, deputies are called",
    "link-down": "the intelligence service is cut off; a bag carries what it has not got",
    "link-up": "the link is back",
    room: "a second emergency room, from one that stood by",
    "roll-call": "everybody says how they are",
    log: "situation report, decision, task",
    closing: "recovery, archive, closed",
};
/** Lines for the terminal, where a chapter begins or all is over; undefined where nothing is worth one. */
export function createExerciseTeller(): (event: ExerciseEvent) => string | undefined {
    let last: string | undefined;
    return (event) => {
        switch (event.kind) {
            case "gathering":
                last = undefined;
                return "EXERCISE: people of three agencies sign in…";
            case "step": {
                if (event.state === "failed") return `EXERCISE: ${event.step} failed: ${event.reason}`;
                if (event.chapter === undefined || event.chapter === last) return undefined;
                last = event.chapter;
                return `EXERCISE ${Math.round((event.atMs ?? 0) / 1000)} s: ${chapters[event.chapter] ?? event.chapter}`;
            }
            case "ended": {
                const { archive, tookMs } = event.outcome as { archive: string | null; tookMs: number };
                const where = archive === null ? "" : ` The archive: ${archive}`;
                return `EXERCISE over after ${Math.round(tookMs / 1000)} s.${where}`;
            }
            case "failed":
                return `EXERCISE: it could not be held: ${event.reason}`;
            default:
                return undefined;
        }
    };
}
