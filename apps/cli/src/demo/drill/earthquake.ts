import type { DrillAct, DrillPart, DrillStep, DrillTexts } from "./DrillPlan.ts";

/** On every screen, message and document of it. */
export const EXERCISE_NAME = "SÉISME 26";

const safe = { id: "safe", texts: { en: "Safe", fr: "En sécurité", de: "In Sicherheit" } };
const help = { id: "help", texts: { en: "Need help", fr: "Besoin d’aide", de: "Brauche Hilfe" } };

type Answer = Extract<DrillAct, { do: "answer" }>;
const answer = (to: string, more: Partial<Answer> = {}): Answer => ({
    ...{ do: "answer", to, kind: "acknowledged", option: null, text: null, triage: null, place: null },
    ...more,
});
const isSafe = (place: string | null = null) => answer("roll-call", { triage: "safe", place });

const flash: DrillTexts = {
    en: "Earthquake of magnitude 7.1 at Kessara. All staff: go to the assembly points and report.",
    fr: "Séisme de magnitude 7,1 à Kessara. Tout le personnel : rejoignez les points de rassemblement et signalez-vous.",
    de: "Erdbeben der Stärke 7,1 in Kessara. Alle Bediensteten: Sammelpunkte aufsuchen und melden.",
};
const update: DrillTexts = {
    en: "Port Lazare airport closes at 12:00Z. Move every assembly point to Tamrin airfield.",
    fr: "L’aéroport de Port Lazare ferme à 12:00Z. Déplacez tous les points de rassemblement vers l’aérodrome de Tamrin.",
    de: "Der Flughafen Port Lazare schließt um 12:00Z. Alle Sammelpunkte zum Flugplatz Tamrin verlegen.",
};
const rollCall: DrillTexts = {
    en: "Roll call: are you safe, and where?",
    fr: "Appel : êtes-vous en sécurité, et où ?",
    de: "Appell: Sind Sie in Sicherheit, und wo?",
};

/**
 * The exercise of `npm start`: an earthquake, over within five minutes, at times that leave a newcomer room to act. People
 * answer soon, late, in need and for others; the intelligence service is cut off in the middle, reached by a bag, and comes
 * back by itself.
 */
export const earthquake: readonly DrillStep[] = [
    step("offer-watch", "activation", 0, "lead", { do: "offer-watch" }),
    {
        ...{ id: "activate", chapter: "activation", atS: 12, by: "lead" },
        act: {
            ...{ do: "activate", template: "earthquake" },
            name: "Kessara earthquake",
        },
    },
    step("hello", "activation", 18, "mod", {
        ...{ do: "say", in: "activate", text: "Defence is on watch. Two transports can leave at 14:00Z." },
    }),
    {
        ...{ id: "flash", chapter: "flash", atS: 24, by: "lead" },
        act: {
            ...{ do: "broadcast", as: "flash", precedence: "FLASH", withinS: 90, texts: flash },
            ...{ options: [safe, help], rollCall: false },
        },
    },
    reply("flash-mod", 29, "mod", answer("flash", { option: "safe" })),
    reply("flash-mod-desk", 33, "mod-desk", answer("flash", { option: "safe" })),
    reply("flash-mfa-desk", 38, "mfa-desk", {
        ...answer("flash", { option: "help", text: "Eleven people at the school, two hurt. The N2 bridge is closed." }),
    }),
    reply("flash-intel", 42, "intel", answer("flash", { option: "safe" })),
    reply("flash-mfa-other", 47, "mfa-other", {
        ...answer("flash", { kind: "cannot-comply", text: "On the road without a vehicle." }),
    }),
    // After the alarm has sounded again and deputies have been called.
    { ...reply("flash-intel-desk", 78, "intel-desk", answer("flash", { option: "safe" })), chapter: "escalation" },
    step("cut", "link-down", 86, "lead", { do: "cut", agency: "intel" }),
    {
        ...{ id: "update", chapter: "link-down", atS: 90, by: "lead", after: ["cut"] },
        act: {
            ...{ do: "broadcast", as: "update", precedence: "IMMEDIATE", withinS: 600, texts: update },
            ...{ options: [], rollCall: false },
        },
    },
    { ...reply("update-mod", 95, "mod", answer("update")), chapter: "link-down" },
    { ...reply("update-mfa-desk", 98, "mfa-desk", answer("update")), chapter: "link-down" },
    step("bag", "link-down", 108, "lead", { do: "bag", agency: "intel", to: "intel" }, "update"),
    { ...reply("update-intel", 113, "intel", answer("update")), chapter: "link-down", after: ["bag"] },
    // Late: after the deadline.
    { ...reply("flash-mod-other", 122, "mod-other", answer("flash", { option: "safe" })), chapter: "link-down" },
    step("heal", "link-up", 130, "lead", { do: "heal", agency: "intel" }),
    {
        ...{ id: "open-room", chapter: "room", atS: 138, by: "lead", after: ["activate", "heal"] },
        act: {
            ...{ do: "open-room", template: "evacuation" },
            name: "Evacuation flights",
        },
    },
    step("room-said", "room", 144, "lead", {
        ...{ do: "say", in: "open-room", text: "Two aircraft, 160 seats. Families first." },
    }),
    step(
        "room-mod",
        "room",
        148,
        "mod",
        { do: "say", in: "open-room", text: "First rotation leaves at 13:15Z." },
        "open-room",
    ),
    {
        ...{ id: "roll-call", chapter: "roll-call", atS: 155, by: "lead" },
        act: {
            ...{ do: "broadcast", as: "roll-call", precedence: "IMMEDIATE", withinS: 60, texts: rollCall },
            ...{ options: [], rollCall: true },
        },
    },
    call("call-mod", 159, "mod", isSafe("Tamrin")),
    call("call-intel", 162, "intel", isSafe()),
    call("call-mod-desk", 164, "mod-desk", isSafe("Tamrin")),
    call("call-mfa-desk", 167, "mfa-desk", {
        ...answer("roll-call", { triage: "need-help", place: "School, Lycée gate C", text: "Medical transport" }),
    }),
    call("call-mfa-other", 170, "mfa-other", answer("roll-call", { triage: "hurt", place: "N4, kilometre 12" })),
    call("call-intel-desk", 174, "intel-desk", isSafe()),
    call("stand-in", 179, "mod", { do: "stand-in", to: "roll-call", text: "Spoken to by telephone" }),
    entry("sitrep", 186, "lead", {
        ...{ do: "log", kind: "sitrep", title: "412 nationals registered, 61 need medical transport" },
        ...{
            text: "Water and power hold until tonight. The N2 bridge is closed to buses.",
            instead: null,
            owner: null,
        },
    }),
    entry("decision", 192, "lead", {
        ...{ do: "log", kind: "decision", title: "Move every assembly point to Tamrin airfield", owner: null },
        ...{ text: "Closest runway that is open.", instead: "Wait for the bridge report" },
    }),
    entry("task", 197, "lead", {
        ...{ do: "log", kind: "task", title: "Coaches for 160 people from gate C", text: "", instead: null },
        owner: "mod",
    }),
    entry("task-done", 206, "mod", { do: "task-done", title: "Coaches for 160 people from gate C" }, "task"),
    step("converged", "log", 210, "lead", { do: "converge", to: "update", agency: "intel" }, "heal", "update-intel"),
    step("recovery", "closing", 214, "lead", { do: "phase", phase: "recovery" }, "activate"),
    step("archive", "closing", 219, "lead", { do: "archive" }, "recovery"),
    step("closed", "closing", 227, "lead", { do: "phase", phase: "closed" }, "archive"),
    step("stand-down", "closing", 231, "lead", { do: "stand-down" }, "flash"),
];

function step(
    id: string,
    chapter: DrillStep["chapter"],
    atS: number,
    by: DrillPart,
    act: DrillAct,
    ...more: string[]
): DrillStep {
    const place = act.do === "say" ? [act.in] : [];
    return { id, chapter, atS, by, act, after: [...place, ...more] };
}

function reply(id: string, atS: number, by: DrillPart, act: Answer): DrillStep {
    return { id, chapter: "flash", atS, by, act, after: [act.to] };
}

function call(id: string, atS: number, by: DrillPart, act: DrillAct): DrillStep {
    return { id, chapter: "roll-call", atS, by, act, after: ["roll-call"] };
}

function entry(id: string, atS: number, by: DrillPart, act: DrillAct, ...more: string[]): DrillStep {
    return { id, chapter: "log", atS, by, act, after: ["activate", ...more] };
}
