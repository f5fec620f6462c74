import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idOf, MFA, PAUL, SENT_S } from "../../test/samples.ts";
import type { Answer } from "../answer/wire.ts";
import { broadcastKey } from "../broadcast/Broadcast.ts";
import { formatCsv } from "../csv/formatCsv.ts";
import { mergeEntries } from "../ledger/Ledger.ts";
import type { LedgerEntry } from "../ledger/wire.ts";
import { type RollCallWords, rollCallCsv, rollCallOf } from "./rollCall.ts";

const broadcast = { sub: PAUL, id: idOf(7) };
const user = (name: string) => `@${name}:mfa.example`;
const called = (name: string): LedgerEntry => ({ t: "addressed", broadcast, who: user(name), reach: "keyed" });
const says = (name: string, answer: Partial<Answer>): LedgerEntry => ({
    t: "answer",
    broadcast,
    who: user(name),
    record: { answeredS: SENT_S, answer: { rev: 1, kind: "acknowledged", atS: SENT_S, ...answer } },
});
const ledger = mergeEntries(new Map(), [
    ...["ana", "ben", "cem", "dora", "eva"].map(called),
    says("ana", { triage: "safe", location: "Lycée, gate C" }),
    says("ben", { triage: "hurt", text: '=HYPERLINK("http://x")', by: user("nadia") }),
    says("cem", { kind: "cannot-comply", text: "No phone" }),
    says("eva", { option: "yes" }),
]);
const people = new Map([[user("ana"), { sub: user("ana"), agency: MFA, post: "EMB", roles: [] }]]);
const rollCall = rollCallOf(ledger, broadcastKey(broadcast), people);

describe("a roll call", () => {
    it("has the gravest first and counts the missing", () => {
        expect(rollCall.rows.map(({ person, state }) => [person.sub.slice(1, 4), state])).toEqual([
            ["ben", "hurt"],
            ["dor", "missing"],
            ["cem", "cannot-comply"],
            ["ana", "safe"],
            ["eva", "answered"],
        ]);
        expect(rollCall).toMatchObject({ called: 5, answered: 4, counts: { hurt: 1, missing: 1, "need-help": 0 } });
        expect(rollCall.rows[0]).toMatchObject({ by: user("nadia") });
        expect(rollCall.rows[3]).toMatchObject({ post: "EMB", location: "Lycée, gate C" });
    });

    it("leaves as a table that no spreadsheet runs, marked on every row", () => {
        const head = {
            name: "Name",
            user: "User",
            post: "Post",
            state: "State",
            place: "Place",
            answer: "Answer",
            text: "Text",
            by: "By",
            at: "At",
            reached: "Reached",
        };
        const states = {
            hurt: "hurt",
            "need-help": "needs help",
            missing: "missing",
            "cannot-comply": "cannot",
            safe: "safe",
            answered: "answered",
        };
        const words: RollCallWords = {
            head,
            states,
            mark: "EXERCISE · FR · DR",
            nameOf: (sub) => sub.slice(1, 4),
            rungOf: (rung) => rung,
        };
        const lines = rollCallCsv(rollCall, words).split("\r\n");
        expect(lines[0]).toBe("EXERCISE · FR · DR");
        expect(lines[2]).toBe(
            `ben,"'@ben:mfa.example",,hurt,,,"'=HYPERLINK(""http://x"")","'@nadia:mfa.example",2026-11-01T10:02:18.000Z,acknowledged,EXERCISE · FR · DR`,
        );
        expect(lines.slice(2, -1).every((line) => line.endsWith("EXERCISE · FR · DR"))).toBe(true);
    });
});

/** RFC 4180, read by another way than it was written. */
function readCsv(csv: string): string[][] {
    const rows: string[][] = [[]];
    for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
        rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
        if (end === "\r\n") rows.push([]);
        if (end === "") break;
    }
    return rows.slice(0, -1);
}

describe("a table", () => {
    it("is read back cell by cell, and no cell begins as a formula", () => {
        const text = fc.oneof(
            fc.string({ unit: "grapheme", maxLength: 12 }),
            fc.constantFrom("=1+1", "+1", "-1", "@a", "\t=1", " =1", "＝1", 'a"b', "a,b", "a\nb", "a;b"),
        );
        fc.assert(
            fc.property(
                fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
                (rows) => {
                    const read = readCsv(formatCsv(rows));
                    expect(read.map((row) => row.map((cell) => cell.replace(/^'/, "")))).toEqual(
                        rows.map((row) =>
                            row.map((cell) => cell.replace(/\r\n?/g, "\n").replaceAll("\0", "").replace(/^'/, "")),
                        ),
                    );
                    expect(read.flat().filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
                },
            ),
            { numRuns: 150 },
        );
    });

    it("keeps numbers as they are", () => {
        expect(formatCsv([[-1, 2, "x"]])).toBe("-1,2,x\r\n");
    });
});
