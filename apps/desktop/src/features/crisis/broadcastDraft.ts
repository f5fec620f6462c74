import type { BroadcastSnapshot, EngineInput, Precedence, RoomId, TextsSnapshot, UserId } from "@valise/bridge";

import { type PlanAct, planOf, withinOf } from "./escalation/planDraft.ts";

export const precedences = ["FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE"] as const satisfies readonly Precedence[];
export const statuses = ["actual", "exercise", "test"] as const;

export interface BroadcastRef {
    readonly senderId: UserId;
    readonly broadcastId: string;
}

type ByLanguage = Readonly<Record<string, string>>;

/** A broadcast as it is being written. */
export interface BroadcastDraft {
    readonly roomId: RoomId | null;
    readonly precedence: Precedence;
    readonly status: (typeof statuses)[number];
    readonly exerciseName: string;
    readonly headlines: ByLanguage;
    readonly texts: ByLanguage;
    /** One answer a line; the nth line of each language is the same answer. */
    readonly answers: ByLanguage;
    /** Short notation; null: what the channel offers first. */
    readonly label: string | null;
    readonly asks: boolean;
    readonly isRollCall: boolean;
    /** Answers may be in one's own words as well. */
    readonly isFree: boolean;
    /** Empty: the precedence's own deadline. */
    readonly minutes: string;
    readonly agencies: readonly string[];
    readonly roles: readonly string[];
    /** Separated by commas. */
    readonly posts: string;
    readonly supersedes: BroadcastRef | null;
    /** What follows while people do not answer; null: what is usual. */
    readonly plan: readonly PlanAct[] | null;
    /** They leave behind it. */
    readonly files: readonly File[];
}

export const emptyDraft: BroadcastDraft = {
    roomId: null,
    precedence: "IMMEDIATE",
    status: "actual",
    exerciseName: "",
    headlines: {},
    texts: {},
    answers: {},
    label: null,
    asks: true,
    isRollCall: false,
    isFree: true,
    minutes: "",
    agencies: [],
    roles: [],
    posts: "",
    supersedes: null,
    plan: null,
    files: [],
};

const byLanguage = (texts: TextsSnapshot): ByLanguage =>
    Object.fromEntries(texts.map(({ lang, text }) => [lang, text]));

/** One's own broadcast as the beginning of its update. */
export function draftOfUpdate(row: BroadcastSnapshot): BroadcastDraft {
    const { ask } = row;
    const languages = new Set(ask?.options.flatMap(({ texts }) => texts.map(({ lang }) => lang)));
    const answers = [...languages].map((lang) => [
        lang,
        ask?.options.map(({ texts }) => texts.find((text) => text.lang === lang)?.text ?? "").join("\n") ?? "",
    ]);
    return {
        ...emptyDraft,
        roomId: row.roomId,
        precedence: row.precedence,
        status: row.status,
        exerciseName: row.exerciseName ?? "",
        headlines: byLanguage(row.headlines),
        texts: byLanguage(row.texts),
        answers: Object.fromEntries(answers),
        label: row.marking?.label ?? null,
        asks: ask !== null,
        isRollCall: ask?.rollCall != null,
        isFree: ask?.text !== false,
        supersedes: { senderId: row.senderId, broadcastId: row.broadcastId },
    };
}

/** Without its files, which are read when it is sent. */
export type BroadcastWish = EngineInput<"previewBroadcast">;
export type DraftProblem = "channel" | "text" | "exercise-name" | "answers-differ" | "answers-long";

/** What a broadcast may carry (crisis SPEC 3): so many answers of so many characters. */
const mostAnswers = 8;
const longestAnswer = 80;

/** What is asked of the engine, or the first thing that is missing. */
export function wishOf(draft: BroadcastDraft): BroadcastWish | DraftProblem {
    const { roomId, status } = draft;
    const texts = filled(draft.texts);
    if (roomId === null) return "channel";
    if (Object.keys(texts).length === 0) return "text";
    const exerciseName = draft.exerciseName.trim();
    if (status === "exercise" && exerciseName === "") return "exercise-name";
    const options = optionsOf(draft.answers);
    if (draft.asks && options === null) return "answers-differ";
    const isLong = options?.some(({ texts: each }) => Object.values(each).some((text) => text.length > longestAnswer));
    if (draft.asks && (isLong === true || (options?.length ?? 0) > mostAnswers)) return "answers-long";
    const headlines = Object.entries(filled(draft.headlines)).filter(([lang]) => Object.hasOwn(texts, lang));
    return {
        roomId,
        precedence: draft.precedence,
        status,
        exerciseName: status === "exercise" ? exerciseName : null,
        texts,
        headlines: Object.fromEntries(headlines),
        label: draft.label,
        ask: draft.asks
            ? {
                  withinMs: draft.minutes === "" ? null : Number(draft.minutes) * 60_000,
                  options: options ?? [],
                  text: draft.isFree,
                  rollCall: draft.isRollCall ? { location: true, deputies: true } : null,
              }
            : null,
        audience: {
            agencies: [...draft.agencies],
            roles: [...draft.roles],
            posts: [...new Set(draft.posts.split(",").map((post) => post.trim()))].filter((post) => post !== ""),
        },
        supersedes: draft.supersedes,
        plan: draft.asks ? planOf(draft.plan, withinOf(draft.precedence, draft.minutes)) : null,
    };
}

const filled = (texts: ByLanguage): Record<string, string> =>
    Object.fromEntries(
        Object.entries(texts)
            .map(([lang, text]) => [lang, text.trim()] as const)
            .filter(([, text]) => text !== ""),
    );

const linesOf = (text: string) =>
    text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "");

/** Null where languages name different numbers of answers: nobody could tell which is which. One language may do for all. */
function optionsOf(answers: ByLanguage) {
    const lists = Object.entries(answers)
        .map(([lang, text]) => [lang, linesOf(text)] as const)
        .filter(([, lines]) => lines.length > 0);
    const [first] = lists;
    const length = first?.[1].length ?? 0;
    if (lists.some(([, lines]) => lines.length !== length)) return null;
    return Array.from({ length }, (_, at) => ({
        id: `o${at + 1}`,
        texts: Object.fromEntries(lists.map(([lang, lines]) => [lang, lines[at] ?? ""])),
    }));
}

/** `3rd`, `3e`, `3.`: which of its kind it would be today. */
export function formatOrdinal(language: "en" | "fr" | "de", value: number): string {
    if (language === "de") return `${value}.`;
    if (language === "fr") return value === 1 ? "1er" : `${value}e`;
    const endings = { one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" } as const;
    return `${value}${endings[new Intl.PluralRules("en", { type: "ordinal" }).select(value)]}`;
}
