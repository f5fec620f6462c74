import { err, ok, type Result } from "@valise/base";
import { type Addressee, isAddressed } from "../broadcast/audience.ts";
import { type BroadcastBook, type ReceivedBroadcast, standingOf } from "../broadcast/BroadcastBook.ts";
import type { BroadcastWire } from "../broadcast/wire.ts";
import { parseWire } from "../encoding/parseWire.ts";
import { type Answer, type AnswerRecord, record } from "./wire.ts";

/** What a person chose. */
export type AnswerChoice = Pick<Answer, "kind"> & Partial<Pick<Answer, "option" | "text" | "triage" | "location">>;

/** Who answers: the person, or a deputy for them. */
export interface Answerer {
    readonly person: Addressee;
    /** Whether the person may read the broadcast's label. */
    readonly cleared: boolean;
    /** The deputy who answers instead. */
    readonly by?: string;
}

export type AckRefusal =
    | { readonly kind: "not-addressed" }
    | { readonly kind: "not-cleared" }
    | { readonly kind: "not-asked" }
    | { readonly kind: "expired"; readonly expiredAtS: number }
    | { readonly kind: "cancelled"; readonly by: string }
    | { readonly kind: "superseded"; readonly by: string }
    | { readonly kind: "deputies-not-asked" }
    | { readonly kind: "unknown-option"; readonly option: string }
    | { readonly kind: "option-missing" }
    | { readonly kind: "text-not-asked" }
    | { readonly kind: "triage-missing" }
    | { readonly kind: "triage-not-asked" }
    | { readonly kind: "answer-malformed"; readonly path: string };

/**
 * The record after a person's answer (SPEC 6.2), or why there can be none. Late is no refusal: a deadline that has passed still
 * wants an answer, until the broadcast expires. A person's own answer implies seen and delivered, at its own time where no
 * other is known; a deputy's does not.
 */
export function decideAcknowledgement(
    received: ReceivedBroadcast,
    { person, cleared, by }: Answerer,
    choice: AnswerChoice,
    known: AnswerRecord,
    book: BroadcastBook,
    nowS: number,
): Result<AnswerRecord, AckRefusal> {
    const { wire } = received;
    if (!isAddressed(wire, person)) return err({ kind: "not-addressed" });
    if (!cleared) return err({ kind: "not-cleared" });
    if (wire.ask === null) return err({ kind: "not-asked" });
    if (nowS >= wire.expires) return err({ kind: "expired", expiredAtS: wire.expires });
    const standing = standingOf(book, received);
    if (standing.kind !== "in-force") return err({ kind: standing.kind, by: standing.by });
    const isDeputy = by !== undefined && by !== person.sub;
    if (isDeputy && !asksDeputies(wire)) return err({ kind: "deputies-not-asked" });
    const fault = faultOf(wire.ask, choice);
    if (fault !== undefined) return err(fault);
    const answer = { rev: (known.answer?.rev ?? 0) + 1, atS: nowS, ...choice };
    const answered = { ...known, answeredS: known.answeredS ?? nowS };
    const parsed = parseWire(
        record,
        isDeputy
            ? { ...answered, answer: { ...answer, by } }
            : { ...answered, deliveredS: known.deliveredS ?? nowS, seenS: known.seenS ?? nowS, answer },
    );
    if (parsed.ok) return ok(parsed.value);
    return err({ kind: "answer-malformed", path: parsed.error.kind === "malformed" ? parsed.error.path : "" });
}

/** Deputies answer where a roll call lets them, or a step of the plan calls them. */
const asksDeputies = ({ ask, plan }: BroadcastWire): boolean =>
    ask?.rollCall?.deputies === true || plan.some((step) => step.do === "deputies");

/** Whether the choice is one that was offered. Who cannot comply may always say why, and need not choose. */
function faultOf(ask: NonNullable<BroadcastWire["ask"]>, choice: AnswerChoice): AckRefusal | undefined {
    const { option, text, triage, location } = choice;
    const refuses = choice.kind === "cannot-comply";
    if (option !== undefined && !ask.options.some(({ id }) => id === option)) return { kind: "unknown-option", option };
    if (text !== undefined && !ask.text && !refuses) return { kind: "text-not-asked" };
    if (ask.rollCall === undefined)
        return triage === undefined && location === undefined
            ? missingOption(ask, choice, refuses)
            : { kind: "triage-not-asked" };
    if (triage === undefined && !refuses) return { kind: "triage-missing" };
    if (location !== undefined && !ask.rollCall.location) return { kind: "triage-not-asked" };
    return missingOption(ask, choice, refuses);
}

function missingOption(
    ask: NonNullable<BroadcastWire["ask"]>,
    { option, text }: AnswerChoice,
    refuses: boolean,
): AckRefusal | undefined {
    const owes = ask.options.length > 0 && option === undefined && text === undefined && !refuses;
    return owes ? { kind: "option-missing" } : undefined;
}
