import type { CoverageRowSnapshot } from "@valise/bridge";
import { nameOf } from "../toCoverage.ts";

type Person = CoverageRowSnapshot["people"][number];

/** Gravest first: so they are listed. */
const states = ["hurt", "help", "cannot", "missing", "answered", "safe"] as const;
export type RollCallState = (typeof states)[number];
export const rollCallFilters = ["all", "help", "missing", "safe"] as const;
export type RollCallFilter = (typeof rollCallFilters)[number];

const triaged = { safe: "safe", "need-help": "help", hurt: "hurt" } as const;

/** How somebody is, as far as is known. */
export function stateOf({ triage, rung }: Person): RollCallState {
    if (triage !== null) return triaged[triage];
    if (rung === "cannot-comply") return "cannot";
    return rung === "acknowledged" ? "answered" : "missing";
}

/** `help`: whoever is hurt or cannot comply, too. */
export function filterRollCall(people: readonly Person[], filter: RollCallFilter): readonly Person[] {
    const isShown = (state: RollCallState) =>
        filter === "all" ||
        (filter === "help" ? ["hurt", "help", "cannot"].includes(state) : filter === state) ||
        (filter === "safe" && state === "answered");
    return people
        .filter((person) => isShown(stateOf(person)))
        .toSorted(
            (a, b) => states.indexOf(stateOf(a)) - states.indexOf(stateOf(b)) || nameOf(a).localeCompare(nameOf(b)),
        );
}
