import { err, type Result } from "@valise/base";
import { canonicalJson, utf8Length } from "../encoding/canonicalJson.ts";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import {
    type Answer,
    type AnswerRecord,
    type AnswerWire,
    answerSchema,
    type ConfirmationWire,
    confirmationSchema,
    MAX_RECORD_BYTES,
} from "./wire.ts";

/** Reads a person's record from a device of theirs (SPEC 6). */
export function parseAnswer(value: unknown): Result<AnswerWire, WireRefusal> {
    const parsed = parseWire(answerSchema, value);
    if (parsed.ok && utf8Length(canonicalJson(parsed.value)) > MAX_RECORD_BYTES)
        return err({ kind: "too-large", maxBytes: MAX_RECORD_BYTES });
    return parsed;
}

/** Reads a cell's confirmation (SPEC 6.6). */
export const parseConfirmation = (value: unknown): Result<ConfirmationWire, WireRefusal> =>
    parseWire(confirmationSchema, value);

/**
 * Both records in one (SPEC 6.4): the earliest time of each rung, the greater answer. Commutative, associative, idempotent;
 * a record never loses a rung by it.
 */
export function joinRecords(a: AnswerRecord, b: AnswerRecord): AnswerRecord {
    const undecryptableS = earliest(a.undecryptableS, b.undecryptableS);
    const deliveredS = earliest(a.deliveredS, b.deliveredS);
    const seenS = earliest(a.seenS, b.seenS);
    const answeredS = earliest(a.answeredS, b.answeredS);
    const answer = greater(a.answer, b.answer);
    return {
        ...(undecryptableS !== undefined && { undecryptableS }),
        ...(deliveredS !== undefined && { deliveredS }),
        ...(seenS !== undefined && { seenS }),
        ...(answeredS !== undefined && { answeredS }),
        ...(answer !== undefined && { answer }),
    };
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
    if (a === undefined || b === undefined) return a ?? b;
    return Math.min(a, b);
}

/** The later revision; of two devices' answers with the same revision the later, ties by their text. */
function greater(a: Answer | undefined, b: Answer | undefined): Answer | undefined {
    if (a === undefined || b === undefined) return a ?? b;
    if (a.rev !== b.rev) return a.rev > b.rev ? a : b;
    if (a.atS !== b.atS) return a.atS > b.atS ? a : b;
    return canonicalJson(a) >= canonicalJson(b) ? a : b;
}

export const isSameRecord = (a: AnswerRecord, b: AnswerRecord): boolean => canonicalJson(a) === canonicalJson(b);

/** Whether all that `part` says is in `whole`. */
export const isPartOf = (part: AnswerRecord, whole: AnswerRecord): boolean =>
    isSameRecord(joinRecords(part, whole), whole);

/** The ladder's rungs that devices report, lowest first (SPEC 6.3). */
export type AnswerRung = "undecryptable" | "delivered" | "seen" | "acknowledged" | "cannot-comply";

/** The highest rung of a record; `undefined` when it says nothing. */
export function rungOf(record: AnswerRecord): AnswerRung | undefined {
    if (record.answer !== undefined) return record.answer.kind;
    if (record.seenS !== undefined) return "seen";
    if (record.deliveredS !== undefined) return "delivered";
    return record.undecryptableS === undefined ? undefined : "undecryptable";
}

/** Whether the outbox may let a record go: all it says is in the cell's ledger (SPEC 6.6). */
export const isSettled = (record: AnswerRecord, { held, record: confirmed }: ConfirmationWire): boolean =>
    held === "ledger" && isPartOf(record, confirmed);

/**
 * Milliseconds before a record is sent again (SPEC 6.5): 5 s, doubling to 5 min, each up to half longer by `random` (0 to 1),
 * so that thousands do not come back at once. `attempt` counts from 0.
 */
export function retryDelayMs(attempt: number, random: number): number {
    const baseMs = Math.min(5_000 * 2 ** Math.min(attempt, 16), 200_000);
    return Math.round(baseMs * (1 + random / 2));
}
