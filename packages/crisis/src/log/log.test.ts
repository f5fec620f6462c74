import { unwrap } from "@valise/base";
import { nobleCrypto } from "@valise/clearance";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLAIRE, digestOf, INTEL, idOf, MFA, PAUL, SENT_S } from "../../test/samples.ts";
import { draftLogEntry, headOf, type LogEntry, readLogEntry } from "./LogEntry.ts";
import { passesFilter, sitrepRhythm, tasksOf, withoutRepeats } from "./logViews.ts";
import { mergeLog } from "./mergeLog.ts";
import type { LogBody } from "./wire.ts";

const crisis = idOf(1);
const decision = (text: string): LogBody => ({ kind: "decision", text, agreedBy: [] });
const write = async (author: string, last: LogEntry | undefined, body: LogBody, nowS: number, label: unknown = null) =>
    unwrap(await readLogEntry(nobleCrypto, author, unwrap(draftLogEntry(last, { crisis, body, nowS })), label));

/** A chain of so many decisions, a minute apart. */
async function chainOf(author: string, count: number, startS = SENT_S): Promise<LogEntry[]> {
    const chain: LogEntry[] = [];
    for (let n = 0; n < count; n++)
        chain.push(await write(author, chain.at(-1), decision(`${author} ${n + 1}`), startS + n * 60));
    return chain;
}
const claires = await chainOf(CLAIRE, 4);
const pauls = await chainOf(PAUL, 3, SENT_S + 30);
const sitrepOf = (heads: readonly LogEntry[], number = 1, nextS?: number): LogBody => ({
    kind: "sitrep",
    number,
    summary: "412 registered",
    figures: [],
    heads: heads.map(headOf),
    ...(nextS !== undefined && { nextS }),
});
const at = (index: number, chain = claires): LogEntry => chain[index] ?? chain[0]!;

describe("a log", () => {
    it("is one, by time, whoever wrote it and in whatever order it came", () => {
        const all = [...claires, ...pauls];
        const expected = mergeLog(all, crisis);
        expect(expected.faults).toEqual([]);
        expect(expected.entries.map(({ author }) => author)).toEqual([
            CLAIRE,
            PAUL,
            CLAIRE,
            PAUL,
            CLAIRE,
            PAUL,
            CLAIRE,
        ]);
        expect(expected.heads).toEqual([headOf(at(3)), headOf(at(2, pauls))]);
        fc.assert(
            fc.property(fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all), (entries, again) => {
                expect(mergeLog([...entries, ...again], crisis)).toEqual(expected);
            }),
            { numRuns: 60 },
        );
    });

    it("shows what is missing in the middle, at the beginning, and at the end that a SITREP saw", async () => {
        const gap = (...entries: readonly LogEntry[]) => mergeLog(entries, crisis).faults;
        expect(gap(at(0), at(3))).toEqual([{ kind: "missing", author: CLAIRE, fromSeq: 2, toSeq: 3 }]);
        expect(gap(at(1))).toEqual([{ kind: "missing", author: CLAIRE, fromSeq: 1, toSeq: 1 }]);
        const sitrep = await write(PAUL, at(2, pauls), sitrepOf([at(3)]), SENT_S + 900);
        expect(gap(...pauls, sitrep, ...claires.slice(0, 2))).toEqual([
            { kind: "missing", author: CLAIRE, fromSeq: 3, toSeq: 4 },
        ]);
        expect(gap(...pauls, sitrep)).toEqual([{ kind: "missing", author: CLAIRE, fromSeq: 1, toSeq: 4 }]);
        expect(gap(...pauls, sitrep, ...claires)).toEqual([]);
    });

    it("shows every single entry that is taken out before a later one", () => {
        fc.assert(
            fc.property(fc.nat(2), (n) => {
                const kept = claires.filter((_entry, index) => index !== n);
                expect(mergeLog(kept, crisis).faults).toEqual([
                    { kind: "missing", author: CLAIRE, fromSeq: n + 1, toSeq: n + 1 },
                ]);
            }),
            { numRuns: 3 },
        );
    });

    it("shows a fork once, and a second story that a SITREP had not seen", async () => {
        const other = await write(CLAIRE, at(1), decision("Stay"), SENT_S + 125);
        expect(mergeLog([...claires, other], crisis).faults).toEqual([{ kind: "forked", author: CLAIRE, seq: 3 }]);
        const sitrep = await write(PAUL, undefined, sitrepOf([at(2)]), SENT_S + 900);
        expect(mergeLog([at(0), at(1), other, sitrep], crisis).faults).toEqual([
            { kind: "other-than-seen", author: CLAIRE, seq: 3, seenBy: PAUL },
        ]);
    });

    it("shows an entry that follows another than the one before, or is dated back", async () => {
        const body = decision("x");
        const wire = { v: 1 as const, crisis, seq: 3, prev: digestOf(9), iat: SENT_S + 120, body };
        const broken = unwrap(await readLogEntry(nobleCrypto, CLAIRE, wire, null));
        expect(mergeLog([at(0), at(1), broken], crisis).faults).toEqual([{ kind: "broken", author: CLAIRE, seq: 3 }]);
        const back = unwrap(
            await readLogEntry(nobleCrypto, CLAIRE, { ...wire, prev: at(1).digest, iat: SENT_S }, null),
        );
        const same = unwrap(
            await readLogEntry(nobleCrypto, CLAIRE, { ...wire, prev: at(1).digest, iat: at(1).wire.iat }, null),
        );
        expect(mergeLog([at(0), at(1), same], crisis).faults).toEqual([]);
        expect(mergeLog([at(0), at(1), back], crisis).faults).toEqual([{ kind: "dated-back", author: CLAIRE, seq: 3 }]);
    });

    it("keeps crises apart, and never dates an entry before its last", async () => {
        const other = unwrap(await readLogEntry(nobleCrypto, CLAIRE, { ...at(0).wire, crisis: idOf(2) }, null));
        expect(mergeLog([at(0), other], crisis).entries).toEqual([at(0)]);
        expect((await write(CLAIRE, at(3), decision("x"), 0)).wire.iat).toBe(at(3).wire.iat);
    });

    it("names an entry by author, words and label", async () => {
        const digests = await Promise.all([
            write(CLAIRE, undefined, decision("x"), SENT_S),
            write(PAUL, undefined, decision("x"), SENT_S),
            write(CLAIRE, undefined, decision("y"), SENT_S),
            write(CLAIRE, undefined, decision("x"), SENT_S, { policy: "FR", level: "DR" }),
        ]);
        expect(new Set(digests.map(({ digest }) => digest)).size).toBe(4);
    });

    it("refuses a label that cannot be one without throwing", async () => {
        let deep: unknown = 1.5;
        for (let n = 0; n < 20_000; n++) deep = [deep];
        expect(await readLogEntry(nobleCrypto, CLAIRE, at(0).wire, deep)).toMatchObject({ error: { path: "label" } });
        expect((await readLogEntry(nobleCrypto, CLAIRE, at(0).wire, { odd: 1.5 })).ok).toBe(true);
    });
});

describe("what a log shows", () => {
    it("tasks as they stand, whoever said so last", async () => {
        const task = (state: "open" | "done", text: string): LogBody => ({ kind: "task", task: idOf(18), state, text });
        const opened = await write(CLAIRE, undefined, task("open", "Buses"), SENT_S);
        const done = await write(PAUL, undefined, task("done", "Buses for 160"), SENT_S + 60);
        expect(tasksOf(mergeLog([done, opened], crisis))).toEqual([
            { task: idOf(18), state: "done", text: "Buses for 160", openedS: SENT_S, changedS: SENT_S + 60, by: PAUL },
        ]);
    });

    it("a checklist's item once, though two opened the room and one of them later than it was done", async () => {
        const item = (state: "open" | "done"): LogBody => ({ kind: "task", task: idOf(18), state, text: "Buses" });
        const opened = (author: string, nowS: number) =>
            write(author, undefined, { ...item("open"), checklist: "buses" } as LogBody, nowS);
        const first = await opened(CLAIRE, SENT_S);
        const done = await write(CLAIRE, first, item("done"), SENT_S + 60);
        const log = mergeLog([await opened(PAUL, SENT_S + 90), done, first], crisis);
        expect(withoutRepeats(log.entries).map(({ author }) => author)).toEqual([CLAIRE, CLAIRE]);
        expect(tasksOf(log)).toMatchObject([{ state: "done", openedS: SENT_S, by: CLAIRE }]);
    });

    it("when the next SITREP is due, and how late it is", async () => {
        const rhythm = { everyS: 7200, openedS: SENT_S, nowS: SENT_S + 7_260 };
        expect(sitrepRhythm(mergeLog([], crisis), rhythm)).toEqual({ number: 1, dueS: SENT_S + 7200, lateByS: 60 });
        const first = await write(CLAIRE, undefined, sitrepOf([], 3), SENT_S + 600);
        expect(sitrepRhythm(mergeLog([first], crisis), rhythm)).toEqual({
            number: 4,
            dueS: SENT_S + 7_800,
            lateByS: 0,
        });
        const second = await write(CLAIRE, first, sitrepOf([], 4, SENT_S + 900), SENT_S + 700);
        expect(sitrepRhythm(mergeLog([first, second], crisis), rhythm)).toMatchObject({
            dueS: SENT_S + 900,
            lateByS: 6_360,
        });
        expect(sitrepRhythm(mergeLog([], crisis), { ...rhythm, everyS: null })).toEqual({
            number: 1,
            dueS: undefined,
            lateByS: 0,
        });
    });

    it("what a reader asks for", () => {
        const passes = (filter: Parameters<typeof passesFilter>[1]) => passesFilter(at(1), filter);
        expect(passes({})).toBe(true);
        expect(
            passes({
                kinds: new Set(["decision"]),
                author: CLAIRE,
                words: ["CLAIRE"],
                fromS: SENT_S + 60,
                beforeS: SENT_S + 61,
            }),
        ).toBe(true);
        expect([
            passes({ kinds: new Set(["task"]) }),
            passes({ author: PAUL }),
            passes({ words: ["claire", "zebra"] }),
            passes({ fromS: SENT_S + 61 }),
            passes({ beforeS: SENT_S + 60 }),
            passes({ isOfAgency: () => [MFA, INTEL].includes(PAUL) }),
            passes({ fitsLabel: (label) => label !== null }),
        ]).toEqual(Array.from({ length: 7 }, () => false));
    });
});
