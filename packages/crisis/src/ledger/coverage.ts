import type { Addressee } from "../broadcast/audience.ts";
import { broadcastKey } from "../broadcast/Broadcast.ts";
import type { Ledger } from "./Ledger.ts";
import { addCounts, countRungs, type PersonRung, personRungs } from "./rungs.ts";
import type { CoverageRung, LedgerEntry, RungCounts } from "./wire.ts";

/** One agency's ladder, and on whose word. */
export interface AgencyCoverage {
    readonly agency: string;
    readonly counts: RungCounts;
    readonly source: "own-ledger" | "signed-counts" | "manifest";
    /** When the counts of another cell were true; `undefined` for one's own, and where that cell has not spoken. */
    readonly asOfS?: number;
}

/** Some people who were not reached, for one cause. */
export interface NotReached {
    readonly agency: string;
    readonly cause: CoverageRung;
    readonly count: number;
    /** One's own people by name, and those whom another cell named. */
    readonly people: readonly Pick<PersonRung, "sub" | "code">[];
}

export interface GroupCoverage {
    readonly name: string;
    readonly counts: RungCounts;
}

export interface Coverage {
    readonly agencies: readonly AgencyCoverage[];
    readonly total: RungCounts;
    /** Of one's own agency. A person without a post is not in it; one with several roles is in each. */
    readonly byPost: readonly GroupCoverage[];
    readonly byRole: readonly GroupCoverage[];
    readonly notReached: readonly NotReached[];
    /** One's own agency, by name. */
    readonly people: readonly PersonRung[];
}

/** Whose picture it is. */
export interface CoverageView {
    readonly ownAgency: string;
    /** Own agency's people, by the directory. */
    readonly people: ReadonlyMap<string, Addressee>;
}

const causes: readonly CoverageRung[] = ["no-device", "key-withheld", "not-delivered", "undecryptable"];

/**
 * The coverage of a broadcast as one cell may see it (SPEC 8): one's own agency by name from the ledger, the others by the
 * newest counts their cell signed, else by the sender's manifest, where all who hold a key count as not delivered.
 */
export function coverageOf(ledger: Ledger, broadcast: string, { ownAgency, people }: CoverageView): Coverage {
    const rungs = [...personRungs(ledger, broadcast).values()];
    const own: AgencyCoverage = { agency: ownAgency, counts: countRungs(rungs), source: "own-ledger" };
    const others = otherAgencies(ledger, broadcast).filter(({ agency }) => agency !== ownAgency);
    const agencies = [own, ...others].filter(({ counts }) => counts.addressed > 0);
    return {
        agencies,
        total: addCounts(agencies.map(({ counts }) => counts)),
        byPost: groups(rungs, (sub) => [people.get(sub)?.post ?? []].flat()),
        byRole: groups(rungs, (sub) => people.get(sub)?.roles ?? []),
        notReached: [
            ...ownNotReached(rungs, ownAgency),
            ...others.flatMap((each) => notReachedOf(each, released(ledger, broadcast))),
        ],
        people: rungs,
    };
}

function otherAgencies(ledger: Ledger, broadcast: string): AgencyCoverage[] {
    const found = new Map<string, AgencyCoverage>();
    for (const entry of ledger.values()) {
        if (entry.t === "manifest" && broadcastKey(entry.broadcast) === broadcast && !found.has(entry.agency))
            found.set(entry.agency, byManifest(entry));
        if (entry.t === "counts" && broadcastKey(entry.broadcast) === broadcast)
            found.set(entry.agency, {
                agency: entry.agency,
                counts: entry.counts,
                source: "signed-counts",
                asOfS: entry.iat,
            });
    }
    return [...found.values()].sort((a, b) => (a.agency < b.agency ? -1 : 1));
}

function byManifest(entry: Extract<LedgerEntry, { t: "manifest" }>): AgencyCoverage {
    const { agency, addressed, noDevice, noKey } = entry;
    const counts = { ...countRungs([]), addressed, noDevice, noKey, notDelivered: addressed - noDevice - noKey };
    return { agency, counts, source: "manifest" };
}

function groups(rungs: readonly PersonRung[], namesOf: (sub: string) => readonly string[]): GroupCoverage[] {
    const found = new Map<string, PersonRung[]>();
    for (const person of rungs)
        for (const name of namesOf(person.sub)) found.set(name, [...(found.get(name) ?? []), person]);
    return [...found]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, members]) => ({ name, counts: countRungs(members) }));
}

function ownNotReached(rungs: readonly PersonRung[], agency: string): NotReached[] {
    return causes.flatMap((cause) => {
        const people = rungs
            .filter(({ rung }) => rung === cause)
            .map(({ sub, code }) => ({ sub, ...(code !== undefined && { code }) }));
        return people.length === 0 ? [] : [{ agency, cause, count: people.length, people }];
    });
}

type Released = Extract<LedgerEntry, { t: "released" }>;

const released = (ledger: Ledger, broadcast: string): Released[] =>
    [...ledger.values()].filter(
        (entry): entry is Released => entry.t === "released" && broadcastKey(entry.broadcast) === broadcast,
    );

function notReachedOf({ agency, counts }: AgencyCoverage, names: readonly Released[]): NotReached[] {
    const { noDevice, noKey, notDelivered, undecryptable } = counts;
    return [noDevice, noKey, notDelivered, undecryptable].flatMap((count, index) => {
        const cause = causes[index];
        if (cause === undefined || count === 0) return [];
        const people = names.filter((each) => each.agency === agency && each.rung === cause);
        return [{ agency, cause, count, people: people.map(({ who }) => ({ sub: who })) }];
    });
}
