/**
 * Codes of refusals about broadcasts, answers, crises, emergency rooms and watches (protocol 8): the source of the app's
 * sentences. Codes are public and stable: a new case gets a new code.
 */
export interface CrisisCodeEntry {
    readonly next: CrisisNextAction;
}

export type CrisisNextAction =
    | "report"
    | "ask-security-officer"
    | "ask-authority"
    | "ask-directory"
    | "ask-owner"
    | "answer-again"
    | "read-newer"
    | "choose-another"
    | "wait"
    | "call"
    | "none";

const entry = (next: CrisisNextAction): CrisisCodeEntry => ({ next });

export const CRISIS_CODES = {
    // Broadcasts
    CRS_MALFORMED: entry("report"),
    CRS_NOT_BROADCASTER: entry("ask-security-officer"),
    CRS_AUTHORITY_OF_ANOTHER: entry("report"),
    CRS_UNLABELLED: entry("ask-owner"),
    CRS_REPLAY: entry("report"),
    CRS_NO_DEVICE: entry("wait"),
    // Answers to a broadcast or a roll call
    CRS_NOT_ADDRESSED: entry("none"),
    CRS_NOT_CLEARED: entry("ask-security-officer"),
    CRS_NOT_ASKED: entry("none"),
    CRS_EXPIRED: entry("ask-authority"),
    CRS_CANCELLED: entry("none"),
    CRS_SUPERSEDED: entry("read-newer"),
    CRS_DEPUTIES_NOT_ASKED: entry("none"),
    CRS_UNKNOWN_OPTION: entry("answer-again"),
    CRS_OPTION_MISSING: entry("answer-again"),
    CRS_TEXT_NOT_ASKED: entry("answer-again"),
    CRS_TRIAGE_MISSING: entry("answer-again"),
    CRS_TRIAGE_NOT_ASKED: entry("answer-again"),
    CRS_ANSWER_MALFORMED: entry("answer-again"),
    CRS_NOT_OF_THE_CELL: entry("ask-directory"),
    // Escalation
    CRS_STEP_DONE: entry("none"),
    CRS_NO_DEPUTIES_IN_PLAN: entry("call"),
    CRS_NO_DEPUTIES: entry("call"),
    // Crises and emergency rooms
    CRS_NOT_A_CRISIS_AUTHORITY: entry("ask-authority"),
    CRS_NOT_OF_THE_PLAN: entry("choose-another"),
    CRS_ROLLED_BACK: entry("report"),
    CRS_ANOTHER_CRISIS: entry("report"),
    CRS_EXERCISE_CHANGED: entry("none"),
    CRS_START_CHANGED: entry("report"),
    CRS_NO_SUCH_STEP: entry("choose-another"),
    CRS_UNKNOWN_ROLE: entry("ask-directory"),
    CRS_NOBODY_ON_WATCH: entry("ask-directory"),
    CRS_AGENCY_NOT_SIGNED: entry("ask-authority"),
    CRS_NOT_ELIGIBLE: entry("ask-directory"),
    CRS_NOT_SHOWN: entry("wait"),
    CRS_NOT_INVITED: entry("wait"),
    // Watches
    CRS_NOT_OFFERED: entry("none"),
    CRS_HOLDS_IT: entry("none"),
    CRS_NOT_ON_WATCH: entry("ask-directory"),
    // Bags
    CRS_BAG_EMPTY: entry("choose-another"),
    CRS_BAG_NOT_ADDRESSED: entry("none"),
    CRS_BAG_SEEN: entry("none"),
    CRS_BAG_CHANGED: entry("report"),
    CRS_BAG_NOT_A_BAG: entry("choose-another"),
    CRS_BAG_UNKNOWN_VERSION: entry("report"),
    CRS_BAG_TOO_LARGE: entry("choose-another"),
    CRS_BAG_SIGNED_BY_ANOTHER: entry("report"),
    CRS_BAG_MALFORMED: entry("report"),
    CRS_BAG_ITEM_MALFORMED: entry("report"),
} as const satisfies Record<string, CrisisCodeEntry>;

export type CrisisCode = keyof typeof CRISIS_CODES;
