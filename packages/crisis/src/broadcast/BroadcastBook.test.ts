import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHANNEL, claire, digestOf, INTEL, MFA, received, refTo, SENT_S } from "../../test/samples.ts";
import { type BroadcastBook, keyOf, type ReceivedBroadcast, recordBroadcast, standingOf } from "./BroadcastBook.ts";

const bookOf = (...all: readonly ReceivedBroadcast[]): BroadcastBook =>
    all.reduce<BroadcastBook>((book, each) => recordBroadcast(book, each).book, new Map());

const original = received();
const by = (author: ReceivedBroadcast["author"], changes: object, n = 8) =>
    received(changes, { n, iatS: original.wire.iat + 60, author });
const cancel = by(original.author, { cancels: [refTo(original)] });
const update = by(original.author, { supersedes: [refTo(original)] }, 9);

describe("what becomes of a broadcast", () => {
    it("is cancelled by its author, also when the cancel came first", () => {
        const end = { kind: "cancelled", by: keyOf(cancel), atS: cancel.wire.iat };
        expect(standingOf(bookOf(cancel), original)).toEqual(end);
        expect(standingOf(bookOf(original, cancel), original)).toEqual(end);
    });

    it("is superseded by an update of another duty officer of its agency or of the lead agency", () => {
        const ines = { ...original.author, sub: "@ines:mod.example" };
        for (const author of [ines, claire]) {
            const later = by(author, { supersedes: [refTo(original)] });
            expect(standingOf(bookOf(original, later), original)).toMatchObject({
                kind: "superseded",
                by: keyOf(later),
            });
        }
    });

    it("stays in force against Mallory, another agency's broadcaster, another room and another status", () => {
        const attempts = [
            by({ ...original.author, sub: "@mallory:mod.example", roles: ["CRISIS"] }, { cancels: [refTo(original)] }),
            by({ sub: "@watch:intel.example", agency: INTEL, roles: ["BROADCAST"] }, { cancels: [refTo(original)] }),
            { ...cancel, room: "!other:mod.example" },
            by(original.author, { cancels: [refTo(original)], status: "exercise" }),
            by(original.author, { cancels: [{ ...refTo(original), sub: claire.sub }] }),
        ];
        for (const attempt of attempts)
            expect(standingOf(bookOf(original, attempt), original)).toEqual({ kind: "in-force" });
    });

    it("names the earliest of several ends, of two at once the lower key", () => {
        const at = (n: number, iatS: number) => received({ supersedes: [refTo(original)] }, { n, iatS });
        const [late, early, same] = [at(11, SENT_S + 90), at(13, SENT_S + 60), at(12, SENT_S + 60)];
        fc.assert(
            fc.property(fc.shuffledSubarray([late, early, same], { minLength: 3 }), (order) => {
                expect(standingOf(bookOf(...order), original)).toMatchObject({ by: keyOf(same), atS: SENT_S + 60 });
            }),
            { numRuns: 12 },
        );
    });

    it("is cancelled rather than superseded when both were said, in any order", () => {
        fc.assert(
            fc.property(fc.shuffledSubarray([original, cancel, update], { minLength: 3 }), (order) => {
                expect(standingOf(bookOf(...order), original).kind).toBe("cancelled");
            }),
            { numRuns: 20 },
        );
    });
});

describe("the book of broadcasts", () => {
    it("ends the same in any order and with any repetition", () => {
        const all = [original, cancel, update, received({ lead: MFA }, { n: 10 })];
        fc.assert(
            fc.property(fc.array(fc.constantFrom(...all), { maxLength: 12 }), (extra) => {
                const sorted = (book: BroadcastBook) => [...book].sort(([a], [b]) => (a < b ? -1 : 1));
                expect(sorted(bookOf(...extra, ...all))).toEqual(sorted(bookOf(...all)));
            }),
            { numRuns: 50 },
        );
    });

    it("tells a repetition from a replay with other content or from another room", () => {
        const book = bookOf(original);
        expect(recordBroadcast(book, { ...original }).kind).toBe("known");
        for (const replay of [
            { ...original, digest: digestOf(99) },
            { ...original, room: `${CHANNEL}.org` },
        ]) {
            const outcome = recordBroadcast(book, replay);
            expect(outcome.kind).toBe("replay");
            expect(outcome.book.get(keyOf(original))).toEqual(original);
        }
    });

    it("keeps two people's broadcasts with one id apart", () => {
        expect(bookOf(original, { ...original, author: claire }).size).toBe(2);
    });
});
