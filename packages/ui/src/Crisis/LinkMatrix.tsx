import { type AgencySnapshot, AgencyTag } from "../Avatar/Avatar.tsx";
import { type LinkSign, LinkStateText } from "./LinkList.tsx";

export interface LinkCellSnapshot {
    readonly state: LinkSign;
    /** "heard 2 min ago" */
    readonly text: string;
}

export interface LinkMatrixRow {
    readonly id: string;
    readonly agency: AgencySnapshot;
    /** One for each agency, in the same order; null: an agency's way to itself. */
    readonly cells: readonly (LinkCellSnapshot | null)[];
}

export interface LinkMatrixProps {
    readonly name: string;
    /** "From, to": what rows and columns are. */
    readonly corner: string;
    readonly rows: readonly LinkMatrixRow[];
    readonly testId?: string | undefined;
}

/** Every agency's way to every other, by sign and words: a row sends, a column is sent to. Wider than its place it scrolls. */
export function LinkMatrix({ name, corner, rows, testId }: LinkMatrixProps) {
    return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="table-frame card" aria-label={name} tabIndex={0} data-testid={testId}>
            <table className="table link-matrix">
                <thead>
                    <tr>
                        <th scope="col">{corner}</th>
                        {rows.map(({ id, agency }) => (
                            <th key={id} scope="col">
                                <abbr title={agency.name}>{agency.code}</abbr>
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {rows.map(({ id, agency, cells }) => (
                        <tr key={id} data-testid="matrix-row" data-id={id}>
                            <th scope="row">
                                <AgencyTag agency={agency} />
                            </th>
                            {rows.map((to, at) => (
                                <td key={to.id} data-to={to.id}>
                                    <Cell cell={cells[at] ?? null} />
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </section>
    );
}

function Cell({ cell }: { readonly cell: LinkCellSnapshot | null }) {
    return cell === null ? <span className="muted">–</span> : <LinkStateText {...cell} />;
}
