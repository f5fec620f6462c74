import { formatCsv } from "../csv/formatCsv.ts";
import type { Coverage } from "./coverage.ts";
import type { RungCounts } from "./wire.ts";

const rungs = [
    ...(["addressed", "noDevice", "noKey", "notDelivered", "undecryptable"] as const),
    ...(["delivered", "seen", "acknowledged", "cannotComply"] as const),
];

/** Words of the table's head, in the exporter's language; `mark` is the marking, with EXERCISE where it is one. */
export interface CoverageWords {
    readonly head: Readonly<Record<keyof RungCounts | "agency" | "asOf", string>>;
    readonly total: string;
    readonly mark: string;
    readonly nameOf: (agency: string) => string;
}

/** Coverage as CSV, an agency a row, no names (SPEC 8.3, 12.4). `asOf` is empty for one's own and for what a manifest says. */
export function coverageCsv({ agencies, total }: Coverage, { head, mark, nameOf, ...words }: CoverageWords): string {
    const row = (name: string, asOf: string, counts: RungCounts) => [
        name,
        asOf,
        ...rungs.map((rung) => counts[rung]),
        mark,
    ];
    return formatCsv([
        [mark],
        [head.agency, head.asOf, ...rungs.map((rung) => head[rung]), ""],
        ...agencies.map(({ agency, asOfS, counts }) =>
            row(nameOf(agency), asOfS === undefined ? "" : new Date(asOfS * 1000).toISOString(), counts),
        ),
        row(words.total, "", total),
    ]);
}
