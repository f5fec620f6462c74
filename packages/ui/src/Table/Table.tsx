import type { ReactNode } from "react";

export interface TableColumn {
    readonly id: string;
    readonly title: string;
    /** Said to a screen reader only: a column of buttons needs no title for the eye. */
    readonly isTitleHidden?: boolean | undefined;
}

export interface TableRow {
    readonly id: string;
    readonly isSelected?: boolean | undefined;
    /** One for each column, in order; the first names the row. */
    readonly cells: readonly ReactNode[];
}

export interface TableProps {
    readonly name: string;
    readonly columns: readonly TableColumn[];
    readonly rows: readonly TableRow[];
    readonly rowTestId?: string | undefined;
}

/** Facts in rows and columns, as a real table; wider than its place it scrolls by itself. */
export function Table({ name, columns, rows, rowTestId }: TableProps) {
    return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="table-frame" aria-label={name} tabIndex={0}>
            <table className="table">
                <thead>
                    <tr>
                        {columns.map((column) => (
                            <th key={column.id} scope="col">
                                <span className={column.isTitleHidden === true ? "sr" : undefined}>{column.title}</span>
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {rows.map((row) => (
                        <tr
                            key={row.id}
                            className={row.isSelected === true ? "is-selected" : undefined}
                            data-testid={rowTestId}
                            data-id={row.id}
                        >
                            {columns.map((column, at) =>
                                at === 0 ? (
                                    <th key={column.id} scope="row">
                                        {row.cells[at]}
                                    </th>
                                ) : (
                                    <td key={column.id}>{row.cells[at]}</td>
                                ),
                            )}
                        </tr>
                    ))}
                </tbody>
            </table>
        </section>
    );
}
