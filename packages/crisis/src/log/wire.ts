import { z } from "zod";
import { broadcastRef } from "../broadcast/wire.ts";
import { digest, id128, line, prose, seconds, token, unique, userId } from "../encoding/fields.ts";

/** Content key of an entry of a crisis's log, in an ordinary message of its log room (SPEC 16.1). */
export const LOG_KEY = "org.valise.log";

export const logHead = z.strictObject({ author: userId, seq: z.int().min(1), digest });

const figure = z.strictObject({
    name: line(120),
    value: line(40),
    /** Since the report before: `+86`. */
    change: line(20).optional(),
});

const sitrep = z.strictObject({
    kind: z.literal("sitrep"),
    number: z.int().min(1),
    summary: line(300),
    figures: z.array(figure).max(24),
    text: prose(12_000).optional(),
    /** When the next is due. */
    nextS: seconds.optional(),
    /** The last entry of each author that its author had seen when closing it. */
    heads: z.array(logHead).max(500),
});

const decision = z.strictObject({
    kind: z.literal("decision"),
    text: line(500),
    insteadOf: prose(2_000).optional(),
    reason: prose(4_000).optional(),
    agreedBy: unique(userId, 32),
});

const task = z.strictObject({
    kind: z.literal("task"),
    /** The same in every entry about it. */
    task: id128,
    state: z.enum(["open", "done", "dropped"]),
    text: line(500),
    /** A duty role or a post, in words, or a person. */
    owner: line(120).optional(),
    ownerSub: userId.optional(),
    dueS: seconds.optional(),
    note: prose(2_000).optional(),
    /** The item of a template's checklist it comes from. */
    checklist: token.optional(),
});

const automatic = z.strictObject({
    kind: z.literal("auto"),
    /** What happened, as `link-lost`; words are chosen by whoever shows it. */
    code: token,
    broadcast: broadcastRef.optional(),
    facts: z.record(token, z.union([line(255), z.int()])),
});

export const logSchema = z
    .strictObject({
        v: z.literal(1),
        crisis: id128,
        /** Counts an author's entries in a crisis, from 1. */
        seq: z.int().min(1),
        /** Digest of the author's entry before; `null` for the first. */
        prev: digest.nullable(),
        iat: seconds,
        body: z.discriminatedUnion("kind", [sitrep, decision, task, automatic]),
    })
    .refine(({ seq, prev }) => (seq === 1) === (prev === null), { path: ["prev"] })
    .refine(({ body }) => body.kind !== "sitrep" || areOnePerAuthor(body.heads), { path: ["body", "heads"] });

const areOnePerAuthor = (heads: readonly { readonly author: string }[]): boolean =>
    new Set(heads.map(({ author }) => author)).size === heads.length;

/** The `org.valise.log` block (SPEC 16). */
export type LogWire = z.infer<typeof logSchema>;
export type LogBody = LogWire["body"];
export type LogKind = LogBody["kind"];
/** An entry of an author's chain, by place and digest. */
export type LogHead = z.infer<typeof logHead>;
