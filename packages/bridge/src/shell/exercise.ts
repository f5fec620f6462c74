/** What a newcomer is told of the demonstration's exercise, in this order. */
export const exerciseChapters = [
    "activation",
    "flash",
    "escalation",
    "link-down",
    "link-up",
    "room",
    "roll-call",
    "log",
    "closing",
] as const;
export type ExerciseChapter = (typeof exerciseChapters)[number];
