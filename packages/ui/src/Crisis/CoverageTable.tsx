import type { ReactNode } from "react";
import { type AgencySnapshot, AgencyTag } from "../Avatar/Avatar.tsx";

/** The ladder as it is printed: what is most done first. */
export const coverageRungs = ["acknowledged", "cannot-comply", "seen", "delivered", "waiting", "no-key"] as const;
export type CoverageRung = (typeof coverageRungs)[number];

export interface CoverageTableRow {
    readonly id: string;
    /** An agency by its tag, or in words a post or a duty role of one's own. */
    readonly of: { readonly agency: AgencySnapshot } | { readonly text: string };
    readonly addressed: string;
    readonly counts: Readonly<Record<CoverageRung, number>>;
    /** "as of 09:56", where the numbers are another cell's. */
    readonly asOfText?: string | undefined;
}

export interface CoverageTableProps {
    readonly name: string;
    readonly rows: readonly CoverageTableRow[];
    readonly total: {
        readonly text: string;
        readonly addressed: string;
        /** "70% acknowledged" */
        readonly summary: string;
        readonly counts: Readonly<Record<CoverageRung, number>>;
    };
    readonly words: {
        /** Head of the first column. */
        readonly of: string;
        readonly share: string;
        readonly rungs: Readonly<Record<CoverageRung, string>>;
        readonly number: (value: number) => string;
    };
}

/** Who has it and who has not, per agency, post or duty role: texture and number, never colour alone. What is nought is a dash. */
export function CoverageTable({ name, rows, total, words }: CoverageTableProps) {
    const numbers = (counts: CoverageTableRow["counts"], isTotal: boolean) =>
        coverageRungs.map((rung) => (
            <td key={rung} className="num" data-rung={rung}>
                {counts[rung] === 0 ? <span className="muted">–</span> : count(words.number(counts[rung]), isTotal)}
            </td>
        ));
    return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="coverage-scroll" tabIndex={0} aria-label={name}>
            <table className="ladder-table" data-testid="coverage-table">
                <caption className="sr">{name}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.of}</th>
                        <th scope="col" className="coverage-share">
                            <span className="sr">{words.share}</span>
                        </th>
                        {coverageRungs.map((rung) => (
                            <th key={rung} scope="col" className="num">
                                <i className={`key rung-${rung}`} aria-hidden="true" /> {words.rungs[rung]}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {rows.map((row) => (
                        <tr key={row.id} data-testid="coverage-row" data-id={row.id}>
                            <th scope="row">
                                {"agency" in row.of ? (
                                    <AgencyTag agency={row.of.agency} />
                                ) : (
                                    <b className="foreign">{row.of.text}</b>
                                )}{" "}
                                <span className="muted">{row.addressed}</span>
                                {row.asOfText !== undefined && <small className="coverage-as-of">{row.asOfText}</small>}
                            </th>
                            <td>
                                <LadderBar counts={row.counts} />
                            </td>
                            {numbers(row.counts, false)}
                        </tr>
                    ))}
                </tbody>
                <tfoot>
                    <tr data-testid="coverage-total">
                        <th scope="row">
                            <b>{total.text}</b> <span className="muted">{total.addressed}</span>
                        </th>
                        <td className="small ink2">{total.summary}</td>
                        {numbers(total.counts, true)}
                    </tr>
                </tfoot>
            </table>
        </section>
    );
}

const count = (text: string, isTotal: boolean): ReactNode => (isTotal ? <b>{text}</b> : text);

function LadderBar({ counts }: { readonly counts: CoverageTableRow["counts"] }) {
    return (
        <div className="ladder" aria-hidden="true">
            {coverageRungs
                .filter((rung) => counts[rung] > 0)
                .map((rung) => (
                    <i key={rung} className={`rung-${rung}`} style={{ flexGrow: counts[rung] }} />
                ))}
        </div>
    );
}
