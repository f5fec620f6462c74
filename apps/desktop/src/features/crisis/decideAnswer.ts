import type { BroadcastSnapshot, UserId } from "@valise/bridge";
import { isAnswered, isInForce } from "./openAlarms.ts";

export type Triage = "safe" | "need-help" | "hurt";

/** What a person is writing as their answer, not sent yet. */
export interface AnswerDraft {
    readonly option: string | null;
    readonly triage: Triage | null;
    readonly location: string;
    /** In one's own words, where they are taken. */
    readonly words: string;
    readonly reason: string;
    /** The answer stands already and is being replaced. */
    readonly isChanging: boolean;
}

/** What the card offers, by what the broadcast asks and how far the answer has come. */
export type AnswerState =
    | { readonly kind: "over" }
    | { readonly kind: "not-addressed" }
    | { readonly kind: "not-asked" }
    | { readonly kind: "answered" }
    /** `missing`: what must be chosen before it can be acknowledged. */
    | { readonly kind: "open"; readonly missing: "option" | "triage" | null };

export function decideAnswer(row: BroadcastSnapshot, draft: AnswerDraft, nowMs: number): AnswerState {
    const { ask, mine } = row;
    if (isAnswered(row) && !(draft.isChanging && isInForce(row, nowMs))) return { kind: "answered" };
    if (!isInForce(row, nowMs)) return { kind: "over" };
    if (ask === null) return { kind: "not-asked" };
    if (!mine.addressed && answersFor(row).length === 0) return { kind: "not-addressed" };
    const isInWords = ask.text && draft.words.trim() !== "";
    if (ask.options.length > 0 && !isInWords && !ask.options.some(({ id }) => id === draft.option))
        return { kind: "open", missing: "option" };
    return { kind: "open", missing: ask.rollCall !== null && draft.triage === null ? "triage" : null };
}

/** For whom this person may answer and has not: whom an alarm asks them to stand in for, and whose deputy they are. */
export function answersFor({ alarm, mayAnswerFor }: BroadcastSnapshot): readonly { userId: UserId; name: string }[] {
    const named = new Map(mayAnswerFor.map(({ userId, name }) => [userId, name]));
    for (const userId of (alarm?.standsInFor ?? []) as readonly UserId[])
        if (!named.has(userId)) named.set(userId, userId);
    for (const { userId, confirmed } of mayAnswerFor) if (confirmed !== "nothing-to-confirm") named.delete(userId);
    return [...named].map(([userId, name]) => ({ userId, name }));
}
