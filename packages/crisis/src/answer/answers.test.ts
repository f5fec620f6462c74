import { unwrap } from "@valise/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRecord } from "../../test/arbitraries.ts";
import { idris, MOD, received, refTo, SENT_S } from "../../test/samples.ts";
import { type BroadcastBook, recordBroadcast } from "../broadcast/BroadcastBook.ts";
import type { BroadcastWish } from "../broadcast/draftBroadcast.ts";
import { isPartOf, isSettled, joinRecords, retryDelayMs, rungOf } from "./AnswerRecord.ts";
import { type AckRefusal, type AnswerChoice, decideAcknowledgement } from "./decideAcknowledgement.ts";

const flash = received();
const yes: AnswerChoice = { kind: "acknowledged" };
const options = [{ id: "yes", texts: { en: "Yes" } }];
const answer = (
    changes: Partial<BroadcastWish> = {},
    choice: AnswerChoice = yes,
    { by, nowS = SENT_S + 60, book = new Map() }: { by?: string; nowS?: number; book?: BroadcastBook } = {},
) => {
    const answerer = { person: idris, cleared: true, ...(by !== undefined && { by }) };
    return decideAcknowledgement(received(changes), answerer, choice, {}, book, nowS);
};

describe("acknowledging", () => {
    it("records the answer at its own time, and that it was seen", () => {
        const atS = SENT_S + 60;
        expect(unwrap(answer())).toEqual({
            deliveredS: atS,
            seenS: atS,
            answeredS: atS,
            answer: { rev: 1, kind: "acknowledged", atS },
        });
    });

    it("keeps what was known, and counts a changed mind up", () => {
        const known = unwrap(answer());
        const book = new Map();
        const answerer = { person: idris, cleared: true };
        const choice = { kind: "cannot-comply", text: "N2 is blocked" } as const;
        const after = unwrap(decideAcknowledgement(flash, answerer, choice, known, book, SENT_S + 90));
        expect(after).toMatchObject({
            seenS: SENT_S + 60,
            answeredS: SENT_S + 60,
            answer: { rev: 2, atS: SENT_S + 90 },
        });
        expect(rungOf(joinRecords(known, after))).toBe("cannot-comply");
    });

    it("is late after the deadline, and refused only when the broadcast has expired", () => {
        expect(answer({}, yes, { nowS: SENT_S + 601 }).ok).toBe(true);
        const expiredAtS = flash.wire.expires;
        expect(answer({}, yes, { nowS: expiredAtS })).toMatchObject({ error: { kind: "expired", expiredAtS } });
    });

    it("by a deputy says nothing of what the person saw", () => {
        const rollCall = { location: true, deputies: true };
        const choice = { kind: "acknowledged", triage: "safe", location: "Lycée, gate C" } as const;
        const record = unwrap(answer({ ask: { rollCall } }, choice, { by: "@dep:mfa.example" }));
        expect(record).toMatchObject({ answer: { by: "@dep:mfa.example", triage: "safe" } });
        expect(record.seenS ?? record.deliveredS).toBeUndefined();
        expect(answer({}, yes, { by: "@dep:mfa.example" }).ok).toBe(true);
    });

    it.each<[AckRefusal["kind"], Partial<BroadcastWish>, AnswerChoice, { by?: string; book?: BroadcastBook }?]>([
        ["not-addressed", { audience: { agencies: [MOD], posts: [], roles: [] } }, yes],
        ["not-asked", { ask: null }, yes],
        [
            "cancelled",
            {},
            yes,
            { book: recordBroadcast(new Map(), received({ cancels: [refTo(flash)] }, { n: 8 })).book },
        ],
        [
            "superseded",
            {},
            yes,
            { book: recordBroadcast(new Map(), received({ supersedes: [refTo(flash)] }, { n: 8 })).book },
        ],
        ["deputies-not-asked", { plan: [] }, yes, { by: "@dep:mfa.example" }],
        ["unknown-option", { ask: { options } }, { ...yes, option: "no" }],
        ["option-missing", { ask: { options } }, yes],
        ["text-not-asked", { ask: { text: false } }, { ...yes, text: "x" }],
        ["triage-missing", { ask: { rollCall: { location: false, deputies: false } } }, yes],
        ["triage-not-asked", {}, { ...yes, triage: "safe" }],
        [
            "triage-not-asked",
            { ask: { rollCall: { location: false, deputies: false } } },
            { ...yes, triage: "safe", location: "x" },
        ],
        ["answer-malformed", {}, { ...yes, text: "\u0007" }],
    ])("is refused: %s", (kind, changes, choice, more) => {
        expect(answer(changes, choice, more)).toMatchObject({ ok: false, error: { kind } });
    });

    it("takes any option that is offered", () => {
        const two = [...options, { id: "no", texts: { en: "No" } }];
        for (const { id } of two)
            expect(unwrap(answer({ ask: { options: two } }, { ...yes, option: id })).answer?.option).toBe(id);
    });

    it("is refused to the uncleared, and open to those who cannot comply without an option", () => {
        const refusal = decideAcknowledgement(flash, { person: idris, cleared: false }, yes, {}, new Map(), SENT_S);
        expect(refusal).toMatchObject({ error: { kind: "not-cleared" } });
        expect(answer({ ask: { options, text: false } }, { kind: "cannot-comply", text: "why" }).ok).toBe(true);
    });
});

describe("records", () => {
    it("join in any order, any grouping and any repetition to the same", () => {
        fc.assert(
            fc.property(anyRecord, anyRecord, anyRecord, (a, b, c) => {
                expect(joinRecords(a, b)).toEqual(joinRecords(b, a));
                expect(joinRecords(joinRecords(a, b), c)).toEqual(joinRecords(a, joinRecords(b, c)));
                expect(joinRecords(a, a)).toEqual(a);
            }),
            { numRuns: 200 },
        );
    });

    it("only move up: what was said stays said", () => {
        const rank = (record: Parameters<typeof rungOf>[0]) =>
            [undefined, "undecryptable", "delivered", "seen"].indexOf(rungOf(record)) >>> 0;
        fc.assert(
            fc.property(anyRecord, anyRecord, (a, b) => {
                const both = joinRecords(a, b);
                expect(isPartOf(a, both) && isPartOf(b, both)).toBe(true);
                expect(rank(both)).toBeGreaterThanOrEqual(Math.max(rank(a), rank(b)));
            }),
            { numRuns: 200 },
        );
    });

    it("leave the outbox when the ledger has all they say", () => {
        const record = unwrap(answer());
        const wire = { v: 1, about: { broadcast: refTo(flash) }, record } as const;
        expect(isSettled(record, { ...wire, held: "ledger" })).toBe(true);
        expect(isSettled(record, { ...wire, held: "received" })).toBe(false);
        expect(isSettled(record, { ...wire, record: { deliveredS: SENT_S }, held: "ledger" })).toBe(false);
    });

    it("are sent again after 5 s at first and 5 min at most", () => {
        const delays = [0, 1, 5, 99].map((attempt) => [retryDelayMs(attempt, 0), retryDelayMs(attempt, 1)]);
        expect(delays).toEqual([
            [5_000, 7_500],
            [10_000, 15_000],
            [160_000, 240_000],
            [200_000, 300_000],
        ]);
    });
});
