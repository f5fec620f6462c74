/**
 * Codes of refusals about broadcasts, answers, crises, emergency rooms and watches (protocol 8): the source of the app's
 * sentences. Codes are public and stable: a new case gets a new code.
 */
export interface CrisisCodeEntry {
    readonly next: CrisisNextAction;
    readonly meaning: string;
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
    | "none";

const entry = (next: CrisisNextAction, meaning: string): CrisisCodeEntry => ({ next, meaning });

export const CRISIS_CODES = {
    // Broadcasts
    CRS_MALFORMED: entry(
        "report",
        "The broadcast's block is not one of the accepted form: it is shown and never alarms.",
    ),
    CRS_NOT_BROADCASTER: entry("ask-security-officer", "The sender shows no attestation with the role BROADCAST."),
    CRS_AUTHORITY_OF_ANOTHER: entry("report", "The signed authority is another person's, or over another text."),
    CRS_UNLABELLED: entry("ask-owner", "The channel has no charter that holds: nothing in it counts as a broadcast."),
    CRS_REPLAY: entry(
        "report",
        "The id of a broadcast that is known already stands over another text or in another room.",
    ),
    CRS_NO_DEVICE: entry("wait", "The person has no device signed by their own identity."),
    // Answers to a broadcast or a roll call
    CRS_NOT_ADDRESSED: entry("none", "The broadcast does not address this person."),
    CRS_NOT_CLEARED: entry("ask-security-officer", "The person's clearance does not cover the channel."),
    CRS_NOT_ASKED: entry("none", "The broadcast asks for no answer."),
    CRS_EXPIRED: entry("ask-authority", "The broadcast has expired: no answer to it counts any more."),
    CRS_CANCELLED: entry("none", "The broadcast was cancelled by whoever may."),
    CRS_SUPERSEDED: entry("read-newer", "A newer broadcast stands in for this one."),
    CRS_DEPUTIES_NOT_ASKED: entry("none", "Deputies may not answer in the person's place."),
    CRS_UNKNOWN_OPTION: entry("answer-again", "The answer is not one of the options offered."),
    CRS_OPTION_MISSING: entry("answer-again", "One of the options must be chosen."),
    CRS_TEXT_NOT_ASKED: entry("answer-again", "The broadcast asks for no text of one's own."),
    CRS_TRIAGE_MISSING: entry("answer-again", "The roll call asks whether the person is safe or needs help."),
    CRS_TRIAGE_NOT_ASKED: entry("answer-again", "The broadcast does not ask whether the person is safe."),
    CRS_ANSWER_MALFORMED: entry("answer-again", "The answer is longer than is allowed, or not of its form."),
    CRS_NOT_OF_THE_CELL: entry("ask-directory", "Only the duty officers of the agency's cell may do this."),
    // Crises and emergency rooms
    CRS_NOT_A_CRISIS_AUTHORITY: entry(
        "ask-authority",
        "It takes an attestation with the role CRISIS, of an agency that may.",
    ),
    CRS_NOT_OF_THE_PLAN: entry("choose-another", "The agency takes no part in this plan."),
    CRS_ROLLED_BACK: entry("report", "A phase with a lower number than the one already seen."),
    CRS_ANOTHER_CRISIS: entry("report", "The phase names another crisis than the room's."),
    CRS_EXERCISE_CHANGED: entry("none", "An exercise stays one, and an actual crisis too."),
    CRS_START_CHANGED: entry("report", "The time a crisis started is fixed by its first phase."),
    CRS_NO_SUCH_STEP: entry("choose-another", "The crisis does not go from its present phase to that one."),
    CRS_UNKNOWN_ROLE: entry("ask-directory", "The plan names a duty role that no directory holds."),
    CRS_NOBODY_ON_WATCH: entry("ask-directory", "Nobody has the watch of this duty role now."),
    CRS_AGENCY_NOT_SIGNED: entry(
        "ask-authority",
        "The agency has not signed the plan: its people are not called by it.",
    ),
    CRS_NOT_ELIGIBLE: entry("ask-directory", "The directory does not name this person for the duty role."),
    CRS_NOT_SHOWN: entry(
        "wait",
        "The person has not shown a clearance yet that covers the room: reads once it is shown.",
    ),
    CRS_NOT_INVITED: entry("wait", "The invitation did not reach the person's homeserver."),
    // Watches
    CRS_NOT_OFFERED: entry("none", "No handover of this watch to oneself is waiting."),
    CRS_HOLDS_IT: entry("none", "This person has the watch already."),
    CRS_NOT_ON_WATCH: entry("ask-directory", "Only whoever has the watch, or a holder of DIRECTORY, hands it over."),
    // Bags
    CRS_BAG_EMPTY: entry("choose-another", "Nothing of this person's stands in the room since that time."),
    CRS_BAG_NOT_ADDRESSED: entry("none", "The bag is for another agency."),
    CRS_BAG_SEEN: entry("none", "The bag was taken before, and all of it was read."),
    CRS_BAG_CHANGED: entry("report", "The bag's contents are not those that were signed."),
    CRS_BAG_NOT_A_BAG: entry("choose-another", "The file does not begin as a bag does."),
    CRS_BAG_UNKNOWN_VERSION: entry("report", "The bag is of a version this program does not know."),
    CRS_BAG_TOO_LARGE: entry("choose-another", "The bag is over 32 MiB."),
    CRS_BAG_SIGNED_BY_ANOTHER: entry("report", "Whoever the bag says it is from has not signed it."),
    CRS_BAG_MALFORMED: entry("report", "The signed part of the bag is not of its form."),
    CRS_BAG_ITEM_MALFORMED: entry("report", "One thing in the bag is not of its form: nothing of it was taken."),
} as const satisfies Record<string, CrisisCodeEntry>;

export type CrisisCode = keyof typeof CRISIS_CODES;
