import { z } from "zod";
import { isPlainText } from "../marking/plainText.ts";

/** Short names are what notation, claims and wire carry: upper-case ASCII, no dot, no space (SPEC 1.2). */
export const SHORT_NAME = /^[A-Z0-9][A-Z0-9_-]{0,31}$/;

const shortName = z.string().regex(SHORT_NAME);
/** Begins with a letter: objects would put sets that are called like numbers into an order of their own. */
const setName = z.string().regex(/^[A-Z][A-Z0-9_-]{0,31}$/);
const alias = z.string().regex(/^[A-Z0-9][A-Z0-9_+:-]{0,47}$/);
const language = z.string().regex(/^[a-z]{2}$/);
const hexColour = z.string().regex(/^#[0-9a-f]{6}$/);
/** Text that is printed: one line, no control, invisible or direction-changing characters. May be empty. */
const printed = z.string().max(96).refine(isPlainText, "has invisible, control or non-canonical characters");
const words = printed.refine((text) => text.trim() === text && text !== "", "is empty or padded");
const texts = z.record(language, words).readonly();

/** Where a fact comes from (SPEC 1.6). `checked` says that the source itself was read, not remembered. */
const fact = z
    .strictObject({ source: z.string().min(1).max(64), checked: z.boolean(), note: z.string().max(400).optional() })
    .readonly();

const setText = z
    .strictObject({
        before: printed,
        between: printed,
        after: printed,
        /** Replaces `before` when the named set was printed just before this one. */
        following: z.record(shortName, printed).readonly().optional(),
    })
    .readonly();

const colour = z.strictObject({ field: hexColour, ink: hexColour.optional(), fact }).readonly();

const level = z
    .strictObject({
        id: shortName,
        classified: z.boolean(),
        /** Still read, never offered nor issued. */
        obsolete: z.literal(true).optional(),
        /** Printed before the text, and replaced by a set whose place is `owner`: NATO, COSMIC. */
        owner: words.optional(),
        text: texts,
        portion: words,
        /** Other spellings that readers accept in long form; never written. */
        aliases: z.array(words).max(16).readonly(),
        /** Other names that the short notation accepts; never written. */
        shortAliases: z.array(alias).max(16).readonly(),
        stanag: words.optional(),
        colour,
        fact,
    })
    .readonly();

const value = z
    .strictObject({
        id: shortName,
        text: texts.optional(),
        portion: words.optional(),
        obsolete: z.literal(true).optional(),
        notLevels: z.array(shortName).max(32).readonly().optional(),
        /** `SET` or `SET.VALUE` that may not stand beside this value. */
        notWith: z.array(z.string().max(65)).max(32).readonly().optional(),
        stanag: words.optional(),
        fact: fact.optional(),
    })
    .readonly();

const set = z
    .strictObject({
        id: setName,
        kind: z.enum(["restrictive", "permissive", "informative"]),
        place: z.enum(["owner", "suffix"]),
        /** At most one value at a time. */
        single: z.literal(true).optional(),
        /** A value always there when the set is, and assumed when neither the set nor one of `unless` is said. */
        implied: z
            .strictObject({ value: shortName, unless: z.array(shortName).readonly() })
            .readonly()
            .optional(),
        text: z.record(language, setText).readonly(),
        /** Absent: the set is left out of portion marks. */
        portion: setText.optional(),
        stanag: z
            .strictObject({
                tag: words,
                /** Shared tag that says `own` alone, or `own` and `others` (NATO `Context`; SPEC 8.6). */
                companion: z.strictObject({ tag: words, own: words, others: words }).readonly().optional(),
            })
            .readonly()
            .optional(),
        values: z
            .array(z.union([shortName.transform((id): z.output<typeof value> => ({ id })), value]))
            .min(1)
            .max(512)
            .readonly(),
        fact,
    })
    .readonly();

/** A marking policy as an administrator writes it (SPEC 1). Meaning beyond shape is checked by `parsePolicy`. */
export const policySchema = z
    .strictObject({
        valisePolicy: z.literal(1),
        id: shortName,
        urn: z.string().regex(/^urn:valise:policy:[a-z0-9-]+:[1-9][0-9]{0,5}$/),
        name: words,
        language,
        sources: z.record(z.string().min(1).max(64), z.string().min(1).max(400)).readonly(),
        stanag: z
            .strictObject({ name: words, uri: z.string().regex(/^urn:[!-~]{3,120}$/) })
            .readonly()
            .optional(),
        levels: z.array(level).min(1).max(32).readonly(),
        sets: z.array(set).max(32).readonly(),
    })
    .readonly();

const levelName = z.string().regex(/^[A-Z0-9][A-Z0-9_-]{0,31}\/[A-Z0-9][A-Z0-9_-]{0,31}$/);

/** One directed statement between two levels of two policies (SPEC 2). */
export const relationSchema = z
    .strictObject({
        from: levelName,
        to: levelName,
        relation: z.enum(["equals", "handle-as", "none"]),
        /** Sets of `from` whose values mean the same under `to`: `{"REL": "REL"}`. Only with `equals`. */
        sets: z.record(shortName, shortName).readonly().optional(),
        basis: z.string().min(1).max(400),
        since: z.iso.date().optional(),
        fact,
    })
    .readonly();

export const relationsSchema = z
    .strictObject({
        valiseRelations: z.literal(1),
        sources: z.record(z.string().min(1).max(64), z.string().min(1).max(400)).readonly(),
        relations: z.array(relationSchema).max(2000).readonly(),
    })
    .readonly();

/** The policy format as JSON Schema (draft 2020-12), for editors; `parsePolicy` stays the judge. */
export function policyJsonSchema(): unknown {
    return z.toJSONSchema(policySchema, { io: "input" });
}
