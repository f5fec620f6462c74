import type { CoverageRowSnapshot, RollCallStateName } from "@valise/bridge";
import { nameOf } from "../toCoverage.ts";

type Person = CoverageRowSnapshot["people"][number];

export const rollCallFilters = ["all", "help", "missing", "safe"] as const;
export type RollCallFilter = (typeof rollCallFilters)[number];

/** Gravest first: so they are listed. */
const states = ["hurt", "need-help", "cannot-comply", "missing", "answered", "safe"] as const;
const shown: Readonly<Record<RollCallFilter, readonly RollCallStateName[]>> = {
    all: states,
    // Whoever is hurt or cannot comply needs somebody, too.
    help: ["hurt", "need-help", "cannot-comply"],
    missing: ["missing"],
    safe: ["answered", "safe"],
};

/** How somebody is, as far as is known. */
export const stateOf = ({ state }: Person): RollCallStateName => state ?? "missing";

/** People of a roll call by how they are. */
export function filterRollCall(people: readonly Person[], filter: RollCallFilter): readonly Person[] {
    const rank = (person: Person) => states.indexOf(stateOf(person));
    return people
        .filter((person) => shown[filter].includes(stateOf(person)))
        .toSorted((a, b) => rank(a) - rank(b) || nameOf(a).localeCompare(nameOf(b)));
}
