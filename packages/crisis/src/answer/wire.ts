import { z } from "zod";
import { broadcastRef } from "../broadcast/wire.ts";
import { eventId, line, prose, seconds, token, userId } from "../encoding/fields.ts";

/** To-device type of a person's record, from each of their devices to their own agency's cell (SPEC 6.1). */
export const ANSWER_TYPE = "org.valise.answer";
/** To-device type by which a cell's device confirms a record (SPEC 6.6). */
export const ANSWER_CONFIRMED_TYPE = "org.valise.answer.confirmed";

export const MAX_RECORD_BYTES = 4_000;

const answer = z.strictObject({
    /** Counts a person's answers to one broadcast up; the higher is the answer. */
    rev: z.int().min(1).max(1_000_000),
    kind: z.enum(["acknowledged", "cannot-comply"]),
    /** When the person answered, by their device. */
    atS: seconds,
    option: token.optional(),
    text: prose(1_000).optional(),
    triage: z.enum(["safe", "need-help", "hurt"]).optional(),
    /** Where, in words. */
    location: line(200).optional(),
    /** The deputy or officer who answered for the person. */
    by: userId.optional(),
});

export const record = z.strictObject({
    undecryptableS: seconds.optional(),
    deliveredS: seconds.optional(),
    seenS: seconds.optional(),
    /** First answer of all. */
    answeredS: seconds.optional(),
    answer: answer.optional(),
});

const namesAnswer = ({ answeredS, answer: given }: z.infer<typeof record>): boolean =>
    (answeredS === undefined) === (given === undefined);

/** A broadcast, or the event that could not be decrypted and so not be read for its broadcast. */
const about = z.union([z.strictObject({ broadcast: broadcastRef }), z.strictObject({ event: eventId })]);

export const answerSchema = z
    .strictObject({
        v: z.literal(1),
        about,
        /** The person it is about, where that is not the sender. */
        for: userId.optional(),
        record,
    })
    .refine(({ record: it }) => namesAnswer(it), { path: ["record", "answer"] })
    .refine(
        ({ about: it, record: { undecryptableS, ...rest } }) =>
            "event" in it
                ? undecryptableS !== undefined && Object.values(rest).every((each) => each === undefined)
                : true,
        { path: ["record"] },
    );

export const confirmationSchema = z.strictObject({
    v: z.literal(1),
    about,
    for: userId.optional(),
    /** The record as the cell then had it. */
    record,
    /** `received` by one device of the cell, or written to the cell's `ledger`. */
    held: z.enum(["received", "ledger"]),
});

/** Content of an `org.valise.answer` (SPEC 6). */
export type AnswerWire = z.infer<typeof answerSchema>;
export type ConfirmationWire = z.infer<typeof confirmationSchema>;
export type Answer = z.infer<typeof answer>;
/** What a person's devices say about one broadcast: times by rung, and the answer. Seconds since 1970. */
export type AnswerRecord = z.infer<typeof record>;
