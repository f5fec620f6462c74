import type { Addressee } from "../broadcast/audience.ts";
import { formatCsv } from "../csv/formatCsv.ts";
import type { Ledger } from "../ledger/Ledger.ts";
import { type PersonRung, personRungs } from "../ledger/rungs.ts";

/** How somebody is, gravest first; `missing` has not answered at all. */
export const ROLL_CALL_STATES = ["hurt", "need-help", "missing", "cannot-comply", "safe", "answered"] as const;
export type RollCallState = (typeof ROLL_CALL_STATES)[number];

export interface RollCallRow {
    readonly person: PersonRung;
    readonly state: RollCallState;
    readonly post?: string;
    readonly location?: string;
    readonly option?: string;
    readonly text?: string;
    /** The deputy who answered. */
    readonly by?: string;
    readonly answeredS?: number;
}

export interface RollCall {
    /** Gravest first, then by user id. */
    readonly rows: readonly RollCallRow[];
    readonly counts: Readonly<Record<RollCallState, number>>;
    readonly called: number;
    readonly answered: number;
}

/**
 * Where a roll call stands, of one's own agency (SPEC 12.2). Whoever could not be reached is missing like whoever did not
 * answer; the person's rung says why.
 */
export function rollCallOf(ledger: Ledger, broadcast: string, people: ReadonlyMap<string, Addressee>): RollCall {
    const rows = [...personRungs(ledger, broadcast).values()].map((person) => rowOf(person, people.get(person.sub)));
    rows.sort((a, b) => orderOf(a) - orderOf(b) || (a.person.sub < b.person.sub ? -1 : 1));
    const counts = Object.fromEntries(
        ROLL_CALL_STATES.map((state) => [state, rows.filter((row) => row.state === state).length]),
    ) as Record<RollCallState, number>;
    return { rows, counts, called: rows.length, answered: rows.length - counts.missing };
}

const orderOf = ({ state }: RollCallRow): number => ROLL_CALL_STATES.indexOf(state);

function rowOf(person: PersonRung, known: Addressee | undefined): RollCallRow {
    const { answer, answeredS } = person;
    const { location, option, text, by } = answer ?? {};
    return {
        person,
        state: stateOf(answer),
        ...(known?.post !== undefined && { post: known.post }),
        ...(location !== undefined && { location }),
        ...(option !== undefined && { option }),
        ...(text !== undefined && { text }),
        ...(by !== undefined && { by }),
        ...(answeredS !== undefined && { answeredS }),
    };
}

function stateOf(answer: PersonRung["answer"]): RollCallState {
    if (answer === undefined) return "missing";
    return answer.triage ?? (answer.kind === "cannot-comply" ? "cannot-comply" : "answered");
}

/** Words of the table's head and of its states, in the exporter's language; `mark` goes on every row, as EXERCISE does. */
export interface RollCallWords {
    readonly head: Readonly<
        Record<"name" | "user" | "post" | "state" | "place" | "answer" | "text" | "by" | "at" | "reached", string>
    >;
    readonly states: Readonly<Record<RollCallState, string>>;
    readonly mark: string;
    readonly nameOf: (sub: string) => string;
    readonly rungOf: (rung: PersonRung["rung"]) => string;
}

/** The roll call as CSV, times in UTC; the marking in the first row and in each (SPEC 12.4). */
export function rollCallCsv({ rows }: RollCall, words: RollCallWords): string {
    const { head, mark, states, nameOf, rungOf } = words;
    const titles = [head.name, head.user, head.post, head.state, head.place, head.answer, head.text, head.by];
    return formatCsv([
        [mark],
        [...titles, head.at, head.reached, ""],
        ...rows.map((row) => [
            nameOf(row.person.sub),
            row.person.sub,
            row.post ?? "",
            states[row.state],
            row.location ?? "",
            row.option ?? "",
            row.text ?? "",
            row.by ?? "",
            row.answeredS === undefined ? "" : new Date(row.answeredS * 1000).toISOString(),
            rungOf(row.person.rung),
            mark,
        ]),
    ]);
}
