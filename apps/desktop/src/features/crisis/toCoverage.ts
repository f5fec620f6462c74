import type { CoverageRowSnapshot, CoverageRungName, RungCountsSnapshot } from "@valise/bridge";
import type { CoverageRung, CoverageTableRow } from "@valise/ui";
import type { Translator } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { pickText } from "./pickText.ts";
import { type AgencyParts, agencyByName } from "./toBroadcast.ts";

type Person = CoverageRowSnapshot["people"][number];

/** The engine's nine counts as the six that are printed; what nobody can read yet is not delivered. */
export function ladderOf(counts: RungCountsSnapshot): Readonly<Record<CoverageRung, number>> {
    return {
        acknowledged: counts.acknowledged,
        "cannot-comply": counts.cannotComply,
        seen: counts.seen,
        delivered: counts.delivered,
        waiting: counts.noDevice + counts.notDelivered + counts.undecryptable,
        "no-key": counts.noKey,
    };
}

/** One's own agency from its ledger; another by its cell's signed counts and their time, or as reckoned at sending. */
export function toAgencyRows(
    coverage: CoverageRowSnapshot,
    parts: AgencyParts,
    { t, formats }: Translator,
): readonly CoverageTableRow[] {
    return coverage.agencies.map((row) => ({
        id: row.agency,
        of: { agency: agencyByName(row.agencyName, parts) },
        addressed: formats.number(row.addressed),
        counts: ladderOf(row),
        asOfText:
            row.source === "own-ledger"
                ? undefined
                : row.source === "manifest" || row.asOfMs === null
                  ? t("coverage.reckoned")
                  : t("coverage.asOf", { time: formats.time(row.asOfMs) }),
    }));
}

const rungOf: Readonly<Record<CoverageRungName, CoverageRung>> = {
    "no-device": "waiting",
    "key-withheld": "no-key",
    "not-delivered": "waiting",
    undecryptable: "waiting",
    delivered: "delivered",
    seen: "seen",
    acknowledged: "acknowledged",
    "cannot-comply": "cannot-comply",
};

/** One's own people by post or duty role; who belongs to none stands in no row, who belongs to several in each. */
export function toGroupRows(
    people: readonly Person[],
    groupsOf: (person: Person) => readonly string[],
    { formats }: Translator,
): readonly CoverageTableRow[] {
    const groups = new Map<string, Person[]>();
    for (const person of people)
        for (const group of groupsOf(person)) groups.set(group, [...(groups.get(group) ?? []), person]);
    return [...groups]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([text, members]) => ({
            id: text,
            of: { text: cleanName(text) },
            addressed: formats.number(members.length),
            counts: countRungs(members),
        }));
}

export function countRungs(people: readonly Person[]): Readonly<Record<CoverageRung, number>> {
    const counts = { acknowledged: 0, "cannot-comply": 0, seen: 0, delivered: 0, waiting: 0, "no-key": 0 };
    for (const { rung } of people) counts[rungOf[rung]] += 1;
    return counts;
}

export interface CoverageCause {
    readonly agency: string;
    readonly agencyName: string;
    readonly cause: CoverageRungName;
    readonly count: number;
    /** Of one's own agency only: by name. */
    readonly names: readonly string[];
    readonly isOwn: boolean;
}

/** Not reached, and why: causes first, those of one's own agency by name, the others by count. */
export function causesOf(coverage: CoverageRowSnapshot): readonly CoverageCause[] {
    return coverage.notReached
        .filter(({ count }) => count > 0)
        .map(({ agency, cause, count }) => {
            const row = coverage.agencies.find((candidate) => candidate.agency === agency);
            const isOwn = row?.source === "own-ledger";
            const names = isOwn ? coverage.people.filter(({ rung }) => rung === cause).map(nameOf) : [];
            return { agency, agencyName: row?.agencyName ?? agency, cause, count, names, isOwn };
        });
}

export const nameOf = ({ name, userId }: Person): string => cleanName(name) || userId;

/** Empty: of none. */
export const postOf = ({ post }: Person, language: string): string =>
    post === null ? "" : cleanName(pickText(post, language)?.text ?? "");

export type PeopleFilter = "all" | "unanswered" | "help" | CoverageRungName;

const hasAnswered = ({ rung }: Person) => rung === "acknowledged" || rung === "cannot-comply";

/** People of one's own agency, by state and by a part of name or post; who needs help stands first. */
export function filterPeople(people: readonly Person[], filter: PeopleFilter, text: string): readonly Person[] {
    const wanted = text.trim().toLocaleLowerCase();
    return people
        .filter((person) => {
            if (filter === "all") return true;
            if (filter === "unanswered") return !hasAnswered(person);
            if (filter === "help") return urgency(person) > 0;
            return person.rung === filter;
        })
        .filter((person) =>
            `${nameOf(person)} ${person.post?.map(({ text: name }) => name).join(" ") ?? ""}`
                .toLocaleLowerCase()
                .includes(wanted),
        )
        .toSorted((a, b) => urgency(b) - urgency(a) || nameOf(a).localeCompare(nameOf(b)));
}

const urgency = ({ triage }: Person) => (triage === "hurt" ? 2 : triage === "need-help" ? 1 : 0);

/** How a roll call stands; null where nobody was asked how they are. */
export function triageOf(people: readonly Person[]) {
    if (people.every(({ triage }) => triage === null)) return null;
    const of = (wanted: Person["triage"]) => people.filter(({ triage }) => triage === wanted).length;
    const missing = people.filter((person) => !hasAnswered(person)).length;
    return { safe: of("safe"), help: of("need-help"), hurt: of("hurt"), missing };
}
